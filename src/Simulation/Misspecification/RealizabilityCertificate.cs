namespace Forewarn.Simulation.Misspecification;

/// <summary>
/// How far the expert's recorded actions are out of a learner's reach. Every distance is a lower bound on what is left however the learner
/// is trained, in units of actions (Euclidean over columns), so that a positive one proves; zeros everywhere mean that nothing stands against
/// the expert being realizable.
/// </summary>
/// <param name="Change">What distinguishes the learner, in a few words.</param>
/// <param name="Transitions">Expert transitions judged.</param>
/// <param name="Tolerance">Distances up to this are no obstacle.</param>
/// <param name="ShareAbove">Share of transitions whose distance is above the tolerance.</param>
/// <param name="Mean">Mean distance; root of the mean square where the bound is on squares.</param>
/// <param name="Largest">Largest distance.</param>
public sealed record RealizabilityCertificate(
    string Change, int Transitions, double Tolerance, double ShareAbove, double Mean, double Largest)
{
    /// <summary>Whether no transition of the expert is out of reach.</summary>
    public bool IsRealizable => ShareAbove == 0;

    /// <param name="distances">Of every transition, <c>[N]</c>.</param>
    public static RealizabilityCertificate Of(string change, IReadOnlyList<double> distances, double tolerance) => new(
        change, distances.Count, tolerance, distances.Count == 0 ? 0 : distances.Count(d => d > tolerance) / (double)distances.Count,
        distances.Count == 0 ? 0 : distances.Average(), distances.Count == 0 ? 0 : distances.Max());

    public override string ToString() => FormattableString.Invariant(
        $"{Change}: {(IsRealizable ? "realizable" : "not realizable")}, {100 * ShareAbove:F1} % of {Transitions} transitions ")
        + FormattableString.Invariant($"out of reach by more than {Tolerance:G3}, mean {Mean:G3}, largest {Largest:G3}");
}
