using Forewarn.Games;

namespace Forewarn.Evaluation.Coordination;

/// <summary>Regret against one class of deviations.</summary>
/// <param name="Gap">Regret of the learner less that of the expert; negative where the learner is the more robust.</param>
/// <param name="LearnerRegret">What the agent with most to gain would gain by deviating.</param>
/// <param name="Deviator">Name of that agent.</param>
/// <param name="Gains">What every agent would gain by its own best deviation, by name.</param>
/// <param name="CostToOthers">What every other agent loses by the worst deviation, by name; negative where it wins.</param>
/// <param name="Does">Where the deviator does something else than it is told, the commonest first, in words.</param>
public sealed record RegretRow(
    DeviationClass Kind, double Gap, double LearnerRegret, double ExpertRegret, string Deviator, IReadOnlyDictionary<string, double> Gains,
    IReadOnlyDictionary<string, double> CostToOthers, IReadOnlyList<string> Does);
