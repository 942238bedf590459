using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>Numbers of the control tick.</summary>
public sealed record ControlOptions
{
    /// <summary>Commands per second; a multiple of the rate of the plan's rows.</summary>
    public double RateHz { get; init; } = 50;

    /// <summary>Age of the joint states at which the arm is held, ms.</summary>
    public double JointStatesMs { get; init; } = 60;

    /// <summary>Largest distance between commanded and measured joint, rad (fingers excepted: what they hold stops them).</summary>
    public double TrackingTolerance { get; init; } = 0.35;

    /// <summary>Commands that may fail to be handed over in a row before the arm counts as stuck.</summary>
    public int FailedCommands { get; init; } = 5;

    /// <exception cref="ForewarnException">A value is out of range, or the rate is no multiple of the plan's.</exception>
    public ControlOptions Validated(ActionSpec spec)
    {
        double rows = RateHz / spec.RateHz;
        if (RateHz is < 1 or > 1000 || Math.Abs(rows - Math.Round(rows)) > 1e-9 || rows < 1)
            throw ForewarnException.Of("control rate", $"{RateHz} Hz", $"a multiple of the policy's {spec.RateHz} Hz, up to 1000 Hz",
                "Correct the parameter.", ExitCode.Usage);
        if (!(JointStatesMs > 0) || !(TrackingTolerance > 0) || FailedCommands < 1)
            throw ForewarnException.Of("control limits",
                $"{JointStatesMs} ms, {TrackingTolerance} rad, {FailedCommands} commands", "positive numbers",
                "Correct the parameters.", ExitCode.Usage);
        return this;
    }
}
