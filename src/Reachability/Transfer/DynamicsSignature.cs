using Forewarn.Core;
using Forewarn.Reachability.Solving;

namespace Forewarn.Reachability.Transfer;

/// <summary>
/// What a tube depends on beside the failure set. A tube says "failure is inevitable", which is a statement about one body: under other
/// dynamics it may be false in either direction.
/// </summary>
/// <param name="System">Equations of motion by name and version, with whatever is baked into them (masses, a world model's hash).</param>
/// <param name="States">State names with units, in order.</param>
/// <param name="Controls">Bounds by control name with its unit.</param>
/// <param name="Disturbances">Bounds by disturbance name.</param>
/// <param name="Parameters">Further numbers of the dynamics, for example <c>speed_m_s</c>.</param>
/// <param name="PeriodSeconds">Time between two control decisions.</param>
/// <param name="LatencySeconds">Time from sensing to acting.</param>
/// <param name="Margin">Name or hash of the failure margin.</param>
public sealed record DynamicsSignature(
    string System, IReadOnlyList<string> States, IReadOnlyDictionary<string, Bounds> Controls, IReadOnlyDictionary<string, Bounds> Disturbances,
    IReadOnlyDictionary<string, double> Parameters, double PeriodSeconds, double LatencySeconds, string Margin)
{
    /// <exception cref="ForewarnException">A number that is not finite, or bounds out of order.</exception>
    public void Validate()
    {
        foreach (var (name, b) in Controls.Concat(Disturbances))
            if (!(b.Low <= b.High) || !double.IsFinite(b.High - b.Low))
                throw ForewarnException.Of($"bounds of '{name}'", $"[{b.Low}, {b.High}]", "finite, the smaller first",
                    "An unbounded input has no reachable set: give its limits.", ExitCode.Usage);
        if (!(PeriodSeconds > 0) || !(LatencySeconds >= 0) || Parameters.Values.Any(p => !double.IsFinite(p)))
            throw ForewarnException.Of($"signature of '{System}'", $"period {PeriodSeconds}, latency {LatencySeconds}", "finite numbers, the period above 0",
                "Correct the signature.", ExitCode.Usage);
    }
}
