using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>
/// What deviations that were learned by playing gain: the lower end of its interval is a lower bound on the regret, wrong in at
/// most 2.5 % of measurements whatever the game. Never to be read as the regret itself, and no proof that a mediator is an
/// equilibrium.
/// </summary>
/// <param name="Gain">Of the agent with most to gain, over episodes that neither taught the deviation nor chose the agent.</param>
/// <param name="Deviation">Its deviation.</param>
public sealed record RegretEstimate(MetricInterval Gain, Deviation Deviation)
{
    /// <summary>Always: the best deviation may be better than what was found.</summary>
    public bool IsLowerBound => true;

    /// <summary>Learns a deviation of every agent, chooses the one that gains most on fresh episodes and measures it on others.</summary>
    public static RegretEstimate Of(MarkovGame game, Mediator mediator, BestResponseOptions options, SeedStream seed)
    {
        options.Validate();
        var simulator = new GameSimulator(game, mediator);
        Deviation[] found = [.. Enumerable.Range(0, game.Agents).Select(i => LearnedBestResponse.Of(simulator, i, options, seed.Child("agent", i)))];
        var chosen = found.MaxBy(d => Gains(simulator, d, options.Measured / 2, seed.Child("choose")).Average())!;
        return new(BernsteinInterval.Of(Gains(simulator, chosen, options.Measured / 2, seed.Child("measure")), Range(game, chosen.Agent)), chosen);
    }

    /// <summary>Gains lie between minus and plus the horizon times what rewards differ by.</summary>
    private static double Range(MarkovGame game, int agent)
    {
        var rewards = Enumerable.Range(0, game.States * game.Actions.Count).Select(i => game.Reward(agent, i / game.Actions.Count, i % game.Actions.Count));
        return 2 * game.Horizon * (rewards.Max() - rewards.Min());
    }

    /// <summary>Deviating less obeying, episode by episode on the same draws.</summary>
    private static double[] Gains(GameSimulator simulator, Deviation deviation, int episodes, SeedStream seed)
    {
        var gains = new double[episodes];
        var steps = new EpisodeStep[simulator.Game.Horizon];
        for (int e = 0; e < episodes; e++)
        {
            simulator.Play(steps, seed.Child("episode", e), deviation.Agent, deviation.Answer);
            gains[e] = simulator.Return(steps, deviation.Agent);
            simulator.Play(steps, seed.Child("episode", e));
            gains[e] -= simulator.Return(steps, deviation.Agent);
        }
        return gains;
    }

    public override string ToString() => FormattableString.Invariant(
        $"regret at least {Gain.Low:F3} (lower bound: agent {Deviation.Agent} gains {Gain.Value:F3} [{Gain.Low:F3}, {Gain.High:F3}] by a learned deviation, ")
        + FormattableString.Invariant($"{Gain.Count} episodes)");
}
