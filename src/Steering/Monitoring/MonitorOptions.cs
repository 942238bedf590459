using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>Every number of a runtime monitor.</summary>
public sealed record MonitorOptions
{
    /// <summary>
    /// Likelihood below which a frame speaks against the plan; calibrate it with <see cref="MonitorCalibration"/>.
    /// </summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Such frames in a row that raise the alarm.</summary>
    public int Frames { get; init; } = 2;

    /// <summary>Milliseconds a frame may take; 200 is one frame at 5 Hz.</summary>
    public double DeadlineMs { get; init; } = 200;

    /// <summary>Milliseconds that failing models are left alone (at least 500).</summary>
    public double BreakerPauseMs { get; init; } = 500;

    /// <exception cref="ForewarnException">A value is out of range; the message lists all of them.</exception>
    public MonitorOptions Validated()
    {
        var faults = new List<string>();
        if (double.IsNaN(Threshold)) faults.Add($"{nameof(Threshold)}: found {Threshold}, wanted a number");
        if (Frames < 1) faults.Add($"{nameof(Frames)}: found {Frames}, wanted 1 or more");
        if (!(DeadlineMs is >= 1 and <= 3_600_000)) faults.Add($"{nameof(DeadlineMs)}: found {DeadlineMs}, wanted 1 to 3600000");
        if (!(BreakerPauseMs is >= 500 and <= 86_400_000))
            faults.Add($"{nameof(BreakerPauseMs)}: found {BreakerPauseMs}, wanted 500 to 86400000");
        return faults.Count == 0
            ? this
            : throw new ForewarnException($"monitor options: {string.Join("; ", faults)}.", ExitCode.Usage);
    }
}
