namespace Forewarn.Games;

/// <summary>Exact expectations under a mediator, with everybody obeying or one agent deviating.</summary>
public static class GameValues
{
    /// <summary>What every agent expects of an episode, <c>[m]</c>.</summary>
    public static double[] Of(MarkovGame game, Mediator mediator, Deviation? deviation = null) =>
        [.. Enumerable.Range(0, game.Agents).Select(i => Of(game, mediator, i, deviation))];

    /// <summary>What one agent expects of an episode.</summary>
    public static double Of(MarkovGame game, Mediator mediator, int agent, Deviation? deviation = null) =>
        Start(game, Of(game, mediator, game.Rewards(agent), deviation)[0]);

    /// <summary>Share of every state at every step, <c>[H][S]</c>.</summary>
    public static double[][] Occupancy(MarkovGame game, Mediator mediator, Deviation? deviation = null)
    {
        var occupancy = new double[game.Horizon][];
        occupancy[0] = [.. game.Initial];
        for (int h = 0; h + 1 < game.Horizon; h++)
        {
            var next = occupancy[h + 1] = new double[game.States];
            for (int s = 0; s < game.States; s++)
            {
                double here = occupancy[h][s];
                if (here == 0) continue;
                var shares = mediator.At(h, s);
                for (int a = 0; a < shares.Length; a++)
                {
                    if (shares[a] == 0) continue;
                    foreach (var outcome in game.Next(s, Played(game, deviation, h, s, a)))
                        next[outcome.State] += here * shares[a] * outcome.Probability;
                }
            }
        }
        return occupancy;
    }

    /// <summary>
    /// Share of every step that is spent on every state and joint action that is recommended, all obeying: <c>[H][S A]</c>.
    /// </summary>
    public static double[][] JointOccupancy(MarkovGame game, Mediator mediator)
    {
        double[][] states = Occupancy(game, mediator);
        int actions = game.Actions.Count;
        return [.. states.Select((row, h) =>
        {
            var joint = new double[game.States * actions];
            for (int i = 0; i < joint.Length; i++) joint[i] = row[i / actions] * mediator.At(h, i / actions)[i % actions];
            return joint;
        })];
    }

    /// <summary>Value of every state at every step under any reward, <c>[H + 1][S]</c>; the last row is zero.</summary>
    /// <param name="rewards">For a state and the joint action that is played, <c>[S, A]</c>.</param>
    internal static double[][] Of(MarkovGame game, Mediator mediator, double[] rewards, Deviation? deviation = null)
    {
        var value = new double[game.Horizon + 1][];
        value[game.Horizon] = new double[game.States];
        var backup = new double[game.Actions.Count];
        var reward = new TableReward(rewards);
        for (int h = game.Horizon - 1; h >= 0; h--)
        {
            value[h] = new double[game.States];
            for (int s = 0; s < game.States; s++)
            {
                reward.Fill(h, s, backup);
                game.AddExpected(s, value[h + 1], backup);
                var shares = mediator.At(h, s);
                double sum = 0;
                for (int a = 0; a < shares.Length; a++)
                    if (shares[a] != 0) sum += shares[a] * backup[Played(game, deviation, h, s, a)];
                value[h][s] = sum;
            }
        }
        return value;
    }

    internal static double Start(MarkovGame game, double[] value)
    {
        double sum = 0;
        for (int s = 0; s < game.States; s++) sum += game.Initial[s] * value[s];
        return sum;
    }

    internal static int Played(MarkovGame game, Deviation? deviation, int step, int state, int told) => deviation is null
        ? told
        : game.Actions.With(told, deviation.Agent, deviation.Answer(step, state, game.Actions.Of(told, deviation.Agent)));
}
