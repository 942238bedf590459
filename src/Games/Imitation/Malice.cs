namespace Forewarn.Games;

/// <summary>
/// MALICE (Tang et al. 2024): as <see cref="Blades"/>, on the expert's recorded states alone, each weighted by how much more
/// often the deviator comes there. States that the expert never visits have no such weight and drop out, so the guarantee needs
/// coverage; <see cref="Warning"/> names what is missing.
/// </summary>
/// <param name="ties">Of the deviator.</param>
public sealed class Malice(Ties ties = Ties.Obey) : IStateWeights
{
    public double[][] Of(MarkovGame game, Mediator expert, Mediator learner)
    {
        double[][] visited = GameValues.Occupancy(game, expert);
        double[][] deviating = GameValues.Occupancy(game, learner, ExposingDeviator.Of(game, expert, learner, ties).Deviation);
        // d_E (d / d_E): the deviator's share wherever the ratio exists.
        return [.. deviating.Select((row, h) => row.Select((share, s) => visited[h][s] > 0 ? share : 0).ToArray())];
    }

    public string? Warning(MarkovGame game, Mediator expert) => UncoveredStates.Of(game, expert).Warning;

    /// <summary>
    /// Largest share of a deviator's episode, over steps, that is spent in states the expert never visits; 0 with full coverage.
    /// </summary>
    public static double Uncovered(MarkovGame game, Mediator expert, Mediator learner)
    {
        double[][] missing = [.. GameValues.Occupancy(game, expert).Select(row => Array.ConvertAll(row, share => share > 0 ? 0.0 : 1))];
        return Enumerable.Range(0, game.Agents).Max(i => BestDeviation.Of(game, learner, i, missing).Value) / game.Horizon;
    }
}
