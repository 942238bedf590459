using Forewarn.Core;

namespace Forewarn.FaultSimulation;

/// <summary>What came of one schedule.</summary>
/// <param name="Broken">The first invariant that did not hold, or null.</param>
/// <param name="Second">When the run ended.</param>
/// <param name="Holds">Times the tick began to hold.</param>
public sealed record FaultResult(
    FaultSchedule Schedule, string? Broken, double Second, int Decisions, IReadOnlyDictionary<Rung, int> Rungs, long Holds)
{
    public override string ToString() => FormattableString.Invariant(
        $"{Schedule} -> {(Broken is null ? "held" : $"BROKEN at {Second:f2} s: {Broken}")}; {Decisions} decisions ({string.Join(", ", Rungs)}), {Holds} holds");
}
