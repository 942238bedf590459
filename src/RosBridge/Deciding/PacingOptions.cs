namespace Forewarn.RosBridge;

/// <summary>When a node decides.</summary>
public sealed record PacingOptions
{
    /// <summary>
    /// False: a wish is carried out once, and the arm then waits for the next. True: it is decided again and again, as
    /// policies want whose plans cover only the next moment.
    /// </summary>
    public bool Repeat { get; init; }

    /// <summary>With <see cref="Repeat"/>: the next decision begins when so many rows of the plan are left, and overlaps them.</summary>
    public int OverlapRows { get; init; }

    /// <summary>Pause after a decision that moved nothing, ms.</summary>
    public double RetryMs { get; init; } = 500;
}
