namespace Forewarn.Games;

/// <summary>
/// BLADES (Tang et al. 2024): compares where the deviator goes that most exposes the learner, and asks the expert what it would
/// recommend there. Needs an expert that can be queried, and no coverage.
/// </summary>
/// <param name="ties">Of the deviator.</param>
public sealed class Blades(Ties ties = Ties.Obey) : IStateWeights
{
    public double[][] Of(MarkovGame game, Mediator expert, Mediator learner) =>
        GameValues.Occupancy(game, learner, ExposingDeviator.Of(game, expert, learner, ties).Deviation);
}
