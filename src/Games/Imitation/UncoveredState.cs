namespace Forewarn.Games;

/// <summary>A state that a deviator reaches at steps at which the expert never shows it.</summary>
/// <param name="Visits">Expected visits at such steps, in an episode of the deviator that spends most time uncovered.</param>
public readonly record struct UncoveredState(int State, double Visits)
{
    /// <summary>What demonstrations leave open against the worst deviators, most visited first; empty with full coverage.</summary>
    public static IReadOnlyList<UncoveredState> Of(MarkovGame game, Mediator expert, Mediator learner)
    {
        double[][] shown = GameValues.Occupancy(game, expert);
        var most = new double[game.States];
        for (int i = 0; i < game.Agents; i++)
        {
            var deviation = BestDeviation.Of(game, learner, i, DeviationClass.Swap, (h, s, _) => shown[h][s] > 0 ? 0 : 1).Deviation;
            double[][] visited = GameValues.Occupancy(game, learner, deviation);
            for (int s = 0; s < game.States; s++)
                most[s] = Math.Max(most[s], Enumerable.Range(0, game.Horizon).Where(h => shown[h][s] == 0).Sum(h => visited[h][s]));
        }
        return [.. most.Select((visits, s) => new UncoveredState(s, visits)).Where(u => u.Visits > 0).OrderByDescending(u => u.Visits)];
    }
}
