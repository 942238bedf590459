namespace Forewarn.Games;

/// <summary>What a deviation does and what it earns and costs, step by step, beside what happens while all obey; exact expectations.</summary>
/// <param name="ObeyingStates">Share of every state at every step while all obey, <c>[H][S]</c>.</param>
/// <param name="DeviatingStates">The same with the deviation.</param>
/// <param name="ObeyingRewards">Expected reward of every agent at every step while all obey, <c>[H][m]</c>.</param>
/// <param name="DeviatingRewards">The same with the deviation.</param>
/// <param name="Departures">Where the agent does not do what it is told, in order of steps, then of shares.</param>
public sealed record DeviationReplay(
    Deviation Deviation, double[][] ObeyingStates, double[][] DeviatingStates, double[][] ObeyingRewards, double[][] DeviatingRewards,
    IReadOnlyList<Departure> Departures)
{
    public static DeviationReplay Of(MarkovGame game, Mediator mediator, Deviation deviation)
    {
        double[][] obeying = GameValues.Occupancy(game, mediator), deviating = GameValues.Occupancy(game, mediator, deviation);
        return new(deviation, obeying, deviating, Rewards(game, mediator, null, obeying), Rewards(game, mediator, deviation, deviating),
            [.. Departing(game, mediator, deviation, deviating).OrderBy(d => d.Step).ThenByDescending(d => d.Share)]);
    }

    /// <summary>What an agent expects of an episode: the sum of its rewards over steps.</summary>
    public static double Total(double[][] rewards, int agent) => rewards.Sum(row => row[agent]);

    private static double[][] Rewards(MarkovGame game, Mediator mediator, Deviation? deviation, double[][] occupancy)
    {
        var rewards = new double[game.Horizon][];
        for (int h = 0; h < game.Horizon; h++)
        {
            rewards[h] = new double[game.Agents];
            for (int s = 0; s < game.States; s++)
            {
                if (occupancy[h][s] == 0) continue;
                var shares = mediator.At(h, s);
                for (int a = 0; a < shares.Length; a++)
                {
                    if (shares[a] == 0) continue;
                    int played = GameValues.Played(game, deviation, h, s, a);
                    for (int i = 0; i < game.Agents; i++) rewards[h][i] += occupancy[h][s] * shares[a] * game.Reward(i, s, played);
                }
            }
        }
        return rewards;
    }

    private static IEnumerable<Departure> Departing(MarkovGame game, Mediator mediator, Deviation deviation, double[][] occupancy)
    {
        int agent = deviation.Agent;
        for (int h = 0; h < game.Horizon; h++)
            for (int s = 0; s < game.States; s++)
                for (int told = 0; told < game.Actions.Counts[agent]; told++)
                {
                    if (occupancy[h][s] == 0 || deviation.Answer(h, s, told) == told) continue;
                    double share = 0;
                    for (int a = 0; a < game.Actions.Count; a++) if (game.Actions.Of(a, agent) == told) share += mediator.At(h, s)[a];
                    if (share > 0) yield return new(h, s, told, deviation.Answer(h, s, told), occupancy[h][s] * share);
                }
    }
}
