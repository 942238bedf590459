namespace Forewarn.Games;

/// <summary>Where an imitator compares itself with the expert: the methods differ in nothing else.</summary>
public interface IStateWeights
{
    /// <param name="learner">As it stands in this round.</param>
    /// <returns>Weight of every step and state in the loss, <c>[H][S]</c>.</returns>
    double[][] Of(MarkovGame game, Mediator expert, Mediator learner);

    /// <summary>What the method cannot see in this game, in words; null where there is nothing to say.</summary>
    string? Warning(MarkovGame game, Mediator expert) => null;
}
