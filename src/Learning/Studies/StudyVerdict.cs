namespace Forewarn.Learning.Studies;

/// <summary>What a figure says about the bar it was held against.</summary>
public enum StudyVerdict
{
    /// <summary>The whole interval is within the bar.</summary>
    Supported,

    /// <summary>The interval lies on both sides of the bar: more seeds are needed.</summary>
    Inconclusive,

    /// <summary>The whole interval is outside of the bar.</summary>
    NotSupported,
}
