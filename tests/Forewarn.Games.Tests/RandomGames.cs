using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Games.Tests;

internal static class RandomGames
{
    public static MarkovGame Game(SeedStream seed, int horizon = 3, int states = 2, params ReadOnlySpan<int> actions)
    {
        var joint = new JointActions(actions.Length == 0 ? [2, 2] : actions);
        var rewards = new double[joint.Agents * states * joint.Count];
        for (int i = 0; i < rewards.Length; i++) rewards[i] = seed.NextDouble();
        return new(horizon, joint, Distribution(seed, states),
            (_, _) => [.. Distribution(seed, states).Select((p, s) => new Outcome(s, p))],
            (i, s, a) => rewards[(i * states + s) * joint.Count + a]);
    }

    public static Mediator Mediator(MarkovGame game, SeedStream seed) => Games.Mediator.Of(game, (_, _) => Distribution(seed, game.Actions.Count));

    public static double[] Distribution(SeedStream seed, int count)
    {
        double[] weights = [.. Enumerable.Range(0, count).Select(_ => -Math.Log(1 - seed.NextDouble()))];
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    /// <summary>Largest total variation that any deviation of any agent meets in expectation, summed over steps.</summary>
    public static double Loss(MarkovGame game, Mediator expert, Mediator learner) => Enumerable.Range(0, game.Agents).Max(i => BestDeviation.Of(
        game, learner, i, DeviationClass.Swap, (h, s, _) => TotalVariation.Of(expert.At(h, s), learner.At(h, s))).Value);
}
