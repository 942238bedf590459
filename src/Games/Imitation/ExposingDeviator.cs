namespace Forewarn.Games;

/// <summary>
/// Who most exposes a learner: the agent and the deviation that meet the greatest total variation between learner and expert.
/// </summary>
public static class ExposingDeviator
{
    /// <summary>Against the true expert.</summary>
    public static BestDeviation Of(MarkovGame game, Mediator expert, Mediator learner, Ties ties = Ties.Obey) =>
        Of(game, learner, Distances(game, expert, learner), ties);

    /// <summary>Against any estimate of how far learner and expert are apart.</summary>
    /// <param name="distances"><c>[H][S]</c>.</param>
    public static BestDeviation Of(MarkovGame game, Mediator learner, double[][] distances, Ties ties = Ties.Obey)
    {
        var best = BestDeviation.Of(game, learner, 0, distances, ties);
        for (int i = 1; i < game.Agents; i++)
            // Agents that meet as much but for rounding are tied: the first of them.
            if (BestDeviation.Of(game, learner, i, distances, ties) is var other && other.Value > best.Value + BestDeviation.Rounding) best = other;
        return best;
    }

    /// <summary>Total variation between the two at every step and state, <c>[H][S]</c>.</summary>
    public static double[][] Distances(MarkovGame game, Mediator expert, Mediator learner) => [.. Enumerable.Range(0, game.Horizon)
        .Select(h => Enumerable.Range(0, game.States).Select(s => TotalVariation.Of(expert.At(h, s), learner.At(h, s))).ToArray())];
}
