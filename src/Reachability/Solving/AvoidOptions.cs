using Forewarn.Core;
using Forewarn.Reachability.Schemes;

namespace Forewarn.Reachability.Solving;

/// <summary>Numbers of a Hamilton-Jacobi avoid problem on a grid.</summary>
public sealed record AvoidOptions
{
    private static readonly SettingCheck Check = new("Correct the solver's options.");

    /// <summary>Seconds that are looked ahead; long enough, the value no longer changes.</summary>
    public double Horizon { get; init; } = 1;

    public Scheme Scheme { get; init; } = Scheme.Weno5;

    public TimeScheme Time { get; init; } = TimeScheme.Rk3;

    public TubeForm Form { get; init; } = TubeForm.Frozen;

    /// <summary>Share of the largest stable time step.</summary>
    public double Cfl { get; init; } = 0.75;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Horizon > 0 && double.IsFinite(Horizon), "horizon", Horizon, "a positive number of seconds");
        Check.Require(Cfl is > 0 and <= 1, "cfl", Cfl, "above 0, at most 1");
        Check.Require(Threads > 0, "threads", Threads, "at least 1");
    }
}
