using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>Episodes drawn from a game.</summary>
public static class GamePlay
{
    /// <summary>
    /// One episode. With the same seed, episodes with and without a deviation share the start and every draw, so that they part where the
    /// deviator does something else and not by chance before.
    /// </summary>
    /// <returns>H steps.</returns>
    public static IReadOnlyList<PlayedStep> Sample(MarkovGame game, Mediator mediator, Deviation? deviation, SeedStream seed)
    {
        var steps = new List<PlayedStep>();
        int state = Draw([.. game.Initial], seed.Child("start").NextDouble());
        for (int h = 0; h < game.Horizon; h++)
        {
            var draws = seed.Child("step", h);
            int told = Draw(mediator.At(h, state), draws.NextDouble()), played = GameValues.Played(game, deviation, h, state, told), from = state;
            steps.Add(new(from, told, played, [.. Enumerable.Range(0, game.Agents).Select(i => game.Reward(i, from, played))]));
            var next = game.Next(state, played);
            var shares = new double[next.Length];
            for (int i = 0; i < next.Length; i++) shares[i] = next[i].Probability;
            state = next[Draw(shares, draws.NextDouble())].State;
        }
        return steps;
    }

    /// <summary>Index of the share that a uniform draw falls into.</summary>
    public static int Draw(ReadOnlySpan<double> shares, double uniform)
    {
        int last = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            if (shares[i] == 0) continue;
            last = i;
            if ((uniform -= shares[i]) < 0) break;
        }
        return last;
    }
}
