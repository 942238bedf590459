using Forewarn.Core;

namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>A mediator at the simulated doorway: exact figures of the fitted game, and what its worst deviator gets in the simulator.</summary>
/// <param name="ValueGap">Of the fitted game: largest loss of a robot while both obey, s.</param>
/// <param name="RegretGaps">Of the fitted game, by class of deviations, s.</param>
/// <param name="Deviator">The robot of the worst swap deviation; null if nobody gains.</param>
/// <param name="ExactGain">What that gains it in the fitted game, s an episode: the regret.</param>
/// <param name="SimulatedGain">What the same deviation gains it in the simulator, over pairs of episodes: a lower bound on regret there.</param>
/// <param name="ExactCost">What it costs the other in the fitted game, s.</param>
/// <param name="SimulatedCost">What it costs the other in the simulator, s.</param>
/// <param name="ExactValues">Of both robots while they obey, in the fitted game.</param>
/// <param name="SimulatedValues">The same in the simulator.</param>
internal sealed record DoorwayLearner(
    string Learner, double ValueGap, IReadOnlyDictionary<string, double> RegretGaps, string? Deviator, double ExactGain,
    MetricInterval SimulatedGain, double ExactCost, MetricInterval SimulatedCost, IReadOnlyList<double> ExactValues,
    IReadOnlyList<MetricInterval> SimulatedValues);
