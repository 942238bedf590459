namespace Forewarn.Evaluation.Asking;

/// <summary>What a calibrated decision did.</summary>
public enum AskingKind
{
    /// <summary>One option was left: it was executed unasked.</summary>
    Executed,

    /// <summary>Several were left, or one and "none of these": the person was asked.</summary>
    Asked,

    /// <summary>None was left, not even after drawing plans again.</summary>
    GaveUp,
}
