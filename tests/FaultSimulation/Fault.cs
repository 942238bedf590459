namespace Forewarn.FaultSimulation;

/// <param name="Start">Seconds from the beginning of the schedule.</param>
/// <param name="End">Seconds; from here on all is well again.</param>
/// <param name="Amount">Seconds of lateness, or a probability, by kind.</param>
public sealed record Fault(FaultKind Kind, double Start, double End, double Amount)
{
    public override string ToString() => FormattableString.Invariant($"{Kind} {Start:f2}-{End:f2} s ({Amount:f2})");
}
