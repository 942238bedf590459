namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>One seed: a game fitted anew and every learner in it.</summary>
/// <param name="ExpertRegrets">Of the expert in the fitted game, by class of deviations, s.</param>
internal sealed record DoorwaySeed(
    ulong Seed, DoorwayFit Fit, IReadOnlyDictionary<string, double> ExpertRegrets, IReadOnlyList<DoorwayLearner> Learners);
