namespace Forewarn.Games;

/// <summary>
/// Compares where the expert goes while all obey. Values come out right; what a deviator meets does not, where nobody else goes.
/// </summary>
public sealed class JointBehaviorCloning : IStateWeights
{
    public double[][] Of(MarkovGame game, Mediator expert, Mediator learner) => GameValues.Occupancy(game, expert);
}
