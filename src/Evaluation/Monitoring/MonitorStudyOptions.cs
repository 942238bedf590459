namespace Forewarn.Evaluation.Monitoring;

/// <summary>Size and settings of a monitor study.</summary>
public sealed record MonitorStudyOptions
{
    /// <summary>Seeds on which the figures are taken.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Seeds on which the threshold is set; none of <see cref="Seeds"/>.</summary>
    public IReadOnlyList<ulong> CalibrationSeeds { get; init; } = [11, 12, 13];

    /// <summary>Episodes per seed, calibration seeds included.</summary>
    public int Episodes { get; init; } = 100;

    /// <summary>Plan rows per world-model frame.</summary>
    public int RowsPerFrame { get; init; } = 2;

    /// <summary>Frames in a row below the threshold that raise the alarm.</summary>
    public int Frames { get; init; } = 2;

    /// <summary>Largest share of good episodes that may alarm, set on the calibration seeds.</summary>
    public double FalseAlarms { get; init; } = 0.10;

    /// <summary>Threads; results do not depend on it, latencies do.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Models with their hashes and everything else that a row depends on.</summary>
    public string Identity { get; init; } = "";
}
