namespace Forewarn.Evaluation.Curves;

/// <summary>What an interval says of the claim that one thing is better than another.</summary>
public enum ClaimVerdict
{
    /// <summary>The whole interval of the difference is above the margin.</summary>
    Supported,

    /// <summary>The margin is inside of the interval, or there are too few pairs for one.</summary>
    Inconclusive,

    /// <summary>The whole interval is below the margin.</summary>
    NotSupported,
}
