using Forewarn.Core;

namespace Forewarn.Evaluation.Guarding;

/// <summary>How many plans of one fate a guard foresaw as what.</summary>
/// <param name="Truth"><see cref="PlanHazard.None"/>, failing or doomed, from physics.</param>
/// <param name="Foreseen">What the guard said.</param>
public sealed record HazardCount(string Guard, PlanHazard Truth, PlanHazard Foreseen, int Count);
