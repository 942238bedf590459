namespace Forewarn.Games;

/// <summary>
/// The deviation of one agent that earns it most, by one dynamic program backward in time; no deviation is enumerated. Costs
/// <c>H S A (A_i + outcomes per row)</c> operations and allocates nothing per step or state.
/// </summary>
/// <param name="Value">What the agent expects with it.</param>
public sealed record BestDeviation(Deviation Deviation, double Value)
{
    /// <summary>Sums of shares taken in another order differ by this much without meaning anything.</summary>
    internal const double Rounding = 1e-12;

    /// <summary>Against the rewards of the game.</summary>
    public static BestDeviation Of(MarkovGame game, Mediator mediator, int agent, DeviationClass kind) => kind == DeviationClass.OneShot
        ? OneShot(game, mediator, agent)
        : Program(game, mediator, agent, kind, new TableReward(game.Rewards(agent)), Ties.Obey);

    /// <summary>Against any reward of step, state and joint action.</summary>
    public static BestDeviation Of(MarkovGame game, Mediator mediator, int agent, DeviationClass kind, Func<int, int, int, double> reward)
    {
        if (kind == DeviationClass.OneShot) throw new ArgumentException("one-shot deviations have rewards of their game", nameof(kind));
        return Program(game, mediator, agent, kind, new FunctionReward(reward), Ties.Obey);
    }

    /// <summary>Against a reward of step and state; with a loss in its place this is who most exposes a learner.</summary>
    /// <param name="reward"><c>[H][S]</c>.</param>
    public static BestDeviation Of(MarkovGame game, Mediator mediator, int agent, double[][] reward, Ties ties = Ties.Obey) =>
        Program(game, mediator, agent, DeviationClass.Swap, new StateReward(reward), ties);

    private static BestDeviation Program<TReward>(
        MarkovGame game, Mediator mediator, int agent, DeviationClass kind, TReward reward, Ties ties) where TReward : struct, IDeviationReward
    {
        var deviation = new Deviation(game, agent);
        double[] next = new double[game.States], value = new double[game.States], backup = new double[game.Actions.Count];
        var worth = new double[game.Actions.Counts[agent] * game.Actions.Counts[agent]];
        for (int h = game.Horizon - 1; h >= 0; h--)
        {
            for (int s = 0; s < game.States; s++)
            {
                reward.Fill(h, s, backup);
                game.AddExpected(s, next, backup);
                value[s] = Answer(game, mediator.At(h, s), backup, worth, deviation, h, s, kind, ties);
            }
            (next, value) = (value, next);
        }
        return new(deviation, GameValues.Start(game, next));
    }

    /// <summary>Best answer of the agent at one step and state; kept in the deviation.</summary>
    /// <param name="backup">What every joint action is worth to it, <c>[A]</c>.</param>
    /// <param name="worth">Scratch: what answering a told action with another is worth, <c>[A_i, A_i]</c>.</param>
    private static double Answer(
        MarkovGame game, ReadOnlySpan<double> shares, ReadOnlySpan<double> backup, Span<double> worth, Deviation deviation, int step, int state,
        DeviationClass kind, Ties ties)
    {
        int agent = deviation.Agent, own = game.Actions.Counts[agent], stride = game.Actions.Stride(agent), block = own * stride;
        // A constant answer pools all recommendations in one row.
        int row = kind == DeviationClass.Constant ? 0 : own;
        worth.Clear();
        for (int others = 0; others < shares.Length; others += block)
            for (int told = 0; told < own; told++)
                for (int a = others; a < others + stride; a++)
                {
                    double share = shares[a + told * stride];
                    if (share == 0) continue;
                    var sums = worth.Slice(told * row, own);
                    for (int b = 0; b < sums.Length; b++) sums[b] += share * backup[a + b * stride];
                }
        double sum = 0, more = ties == Ties.Obey ? 0 : Rounding;
        for (int told = 0; told < own; told++)
        {
            var sums = worth.Slice(told * row, own);
            int best = kind == DeviationClass.Constant || ties == Ties.First ? 0 : told;
            for (int b = 0; b < own; b++) if (sums[b] > sums[best] + more) best = b;
            deviation.Set(step, state, told, best);
            if (row > 0 || told == 0) sum += sums[best];
        }
        return sum;
    }

    private static BestDeviation OneShot(MarkovGame game, Mediator mediator, int agent)
    {
        double[] rewards = game.Rewards(agent);
        double[][] obeyed = GameValues.Of(game, mediator, rewards), occupancy = GameValues.Occupancy(game, mediator);
        double start = GameValues.Start(game, obeyed[0]), bestGain = 0;
        var best = new Deviation(game, agent);
        var backup = new double[game.Actions.Count];
        var worth = new double[game.Actions.Counts[agent] * game.Actions.Counts[agent]];
        var reward = new TableReward(rewards);
        for (int h = 0; h < game.Horizon; h++)
        {
            var deviation = new Deviation(game, agent);
            double gain = 0;
            for (int s = 0; s < game.States; s++)
            {
                if (occupancy[h][s] == 0) continue;
                reward.Fill(h, s, backup);
                game.AddExpected(s, obeyed[h + 1], backup);
                double answered = Answer(game, mediator.At(h, s), backup, worth, deviation, h, s, DeviationClass.Swap, Ties.Obey);
                gain += occupancy[h][s] * (answered - obeyed[h][s]);
            }
            if (gain > bestGain) (bestGain, best) = (gain, deviation);
        }
        return new(best, start + bestGain);
    }
}
