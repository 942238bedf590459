namespace Forewarn.Steering;

/// <summary>What a replay found.</summary>
/// <param name="Complete">
/// Whether everything was compared. A decision from a lower rung came about by lateness or a fault, which a replay does
/// not repeat: then only its modes are compared.
/// </param>
/// <param name="Differences">One line per difference; empty when the replay agrees bit for bit.</param>
public sealed record ReplayComparison(bool Complete, IReadOnlyList<string> Differences)
{
    public bool Agrees => Differences.Count == 0;
}
