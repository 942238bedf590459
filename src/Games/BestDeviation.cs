using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>The deviation of one agent that earns it most, by one dynamic program backward in time; no deviation is enumerated.</summary>
/// <param name="Value">What the agent expects with it.</param>
public sealed record BestDeviation(Deviation Deviation, double Value)
{
    /// <summary>Against the rewards of the game.</summary>
    public static BestDeviation Of(MarkovGame game, Mediator mediator, int agent, DeviationClass kind) => kind == DeviationClass.OneShot
        ? OneShot(game, mediator, agent)
        : Of(game, mediator, agent, kind, (_, s, a) => game.Reward(agent, s, a));

    /// <summary>Against any reward of step, state and joint action; with a loss in its place this is who most exposes a learner.</summary>
    public static BestDeviation Of(MarkovGame game, Mediator mediator, int agent, DeviationClass kind, Func<int, int, int, double> reward)
    {
        if (kind == DeviationClass.OneShot) throw new ArgumentException("one-shot deviations have rewards of their game", nameof(kind));
        var deviation = new Deviation(game, agent);
        var next = new double[game.States];
        var backup = new double[game.Actions.Count];
        var gain = new double[game.Actions.Counts[agent] * game.Actions.Counts[agent]];
        for (int h = game.Horizon - 1; h >= 0; h--)
        {
            var value = new double[game.States];
            for (int s = 0; s < game.States; s++)
            {
                for (int a = 0; a < backup.Length; a++) backup[a] = reward(h, s, a) + game.Expected(s, a, next);
                value[s] = Answer(game, mediator.At(h, s), backup, gain, deviation, h, s, kind);
            }
            next = value;
        }
        return new(deviation, GameValues.Start(game, next));
    }

    /// <summary>Best answer of the agent at one step and state; kept in the deviation.</summary>
    /// <param name="backup">What every joint action is worth to it, <c>[A]</c>.</param>
    /// <param name="worth">Scratch: what answering a told action with another is worth, <c>[A_i, A_i]</c>.</param>
    private static double Answer(
        MarkovGame game, ReadOnlySpan<double> shares, double[] backup, double[] worth, Deviation deviation, int step, int state, DeviationClass kind)
    {
        var actions = game.Actions;
        int agent = deviation.Agent, own = actions.Counts[agent];
        Array.Clear(worth);
        for (int a = 0; a < shares.Length; a++)
        {
            if (shares[a] == 0) continue;
            int told = actions.Of(a, agent), first = actions.With(a, agent, 0), stride = own > 1 ? actions.With(a, agent, 1) - first : 0;
            // A constant answer pools all recommendations in one row.
            int row = kind == DeviationClass.Constant ? 0 : told;
            for (int b = 0; b < own; b++) worth[row * own + b] += shares[a] * backup[first + b * stride];
        }
        double sum = 0;
        for (int told = 0; told < own; told++)
        {
            int row = kind == DeviationClass.Constant ? 0 : told;
            // Ties obey, so that an equilibrium shows no deviation.
            int best = kind == DeviationClass.Constant ? 0 : told;
            for (int b = 0; b < own; b++) if (worth[row * own + b] > worth[row * own + best]) best = b;
            deviation.Set(step, state, told, best);
            if (kind != DeviationClass.Constant || told == 0) sum += worth[row * own + best];
        }
        return sum;
    }

    private static BestDeviation OneShot(MarkovGame game, Mediator mediator, int agent)
    {
        double[][] obeyed = GameValues.Of(game, mediator, (s, a) => game.Reward(agent, s, a));
        double[][] occupancy = GameValues.Occupancy(game, mediator);
        double start = GameValues.Start(game, obeyed[0]), bestGain = 0;
        var best = new Deviation(game, agent);
        var backup = new double[game.Actions.Count];
        var worth = new double[game.Actions.Counts[agent] * game.Actions.Counts[agent]];
        for (int h = 0; h < game.Horizon; h++)
        {
            var deviation = new Deviation(game, agent);
            double gain = 0;
            for (int s = 0; s < game.States; s++)
            {
                if (occupancy[h][s] == 0) continue;
                for (int a = 0; a < backup.Length; a++) backup[a] = game.Backup(agent, s, a, obeyed[h + 1]);
                gain += occupancy[h][s] * (Answer(game, mediator.At(h, s), backup, worth, deviation, h, s, DeviationClass.Swap) - obeyed[h][s]);
            }
            if (gain > bestGain) (bestGain, best) = (gain, deviation);
        }
        return new(best, start + bestGain);
    }
}
