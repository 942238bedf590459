namespace Forewarn.Games;

/// <summary>
/// BLADES (Tang et al. 2024): compares where the deviator goes that most exposes the learner, and asks the expert what it would recommend there. Needs
/// an expert that can be queried, and no coverage.
/// </summary>
public sealed class Blades : IStateWeights
{
    public double[][] Of(MarkovGame game, Mediator expert, Mediator learner) => GameValues.Occupancy(game, learner, Deviator(game, expert, learner));

    /// <summary>Whoever meets the greatest total variation between learner and expert, by one dynamic program per agent.</summary>
    internal static Deviation Deviator(MarkovGame game, Mediator expert, Mediator learner) => Enumerable.Range(0, game.Agents)
        .Select(i => BestDeviation.Of(game, learner, i, DeviationClass.Swap, (h, s, _) => TotalVariation.Of(expert.At(h, s), learner.At(h, s))))
        .MaxBy(best => best.Value)!.Deviation;
}
