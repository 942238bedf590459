using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Monitoring;

/// <summary>One base-policy plan, watched while it ran.</summary>
/// <param name="Truth">What it did.</param>
/// <param name="Decided">Plan rows after which that was decided; 0 when nothing visible decided it.</param>
/// <param name="Said">What the first scorer said, per frame; empty where it had no answer.</param>
/// <param name="Likelihoods">By scorer <c>[wishes][frames]</c>; NaN where there was no answer.</param>
/// <param name="Faults">Frames without an answer.</param>
/// <param name="Milliseconds">Per frame, all wishes and scorers together.</param>
public sealed record MonitorRow(
    ulong Seed, int Episode, PlanLabel Truth, int Decided, string[] Said, Dictionary<string, double[][]> Likelihoods,
    int Faults, double[] Milliseconds);
