namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>What one item of a diagnosis says.</summary>
public enum DiagnosisFlag
{
    /// <summary>The data for it are not there.</summary>
    Unknown,

    /// <summary>Nothing against plain DPO.</summary>
    Fine,

    /// <summary>Worth knowing.</summary>
    Notice,

    /// <summary>Speaks for another method.</summary>
    Alarm,
}
