using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>
/// A deviation found by playing: Q-learning over (step, state, recommendation) in the deviator's own decision process, against a
/// mediator and agents that obey. Sees simulated episodes and its own rewards alone. What it gains is a LOWER bound on regret: a
/// better deviation may have been missed.
/// </summary>
public static class LearnedBestResponse
{
    /// <param name="simulator">Plays the game under the mediator.</param>
    /// <param name="agent">Who deviates.</param>
    public static Deviation Of(GameSimulator simulator, int agent, BestResponseOptions options, SeedStream seed)
    {
        options.Validate();
        var game = simulator.Game;
        int own = game.Actions.Counts[agent];
        var values = new double[game.Horizon * game.States * own * own];
        var visits = new int[values.Length];
        var steps = new EpisodeStep[game.Horizon];
        var exploration = seed.Child("exploration");
        for (int e = 0; e < options.Episodes; e++)
        {
            double random = options.FirstExploration + (options.LastExploration - options.FirstExploration) * e / options.Episodes;
            simulator.Play(steps, seed.Child("episode", e), agent, (h, s, told) =>
                exploration.NextDouble() < random ? exploration.Next(own) : Best(Row(h, s, told), told));
            // Backward, so that what the end of the episode taught counts at its start.
            for (int h = steps.Length - 1; h >= 0; h--)
            {
                var step = steps[h];
                double target = game.Reward(agent, step.State, step.Played) + (h + 1 < steps.Length ? Ahead(h + 1, steps[h + 1]) : 0);
                int entry = Entry(h, step.State, game.Actions.Of(step.Told, agent)) + game.Actions.Of(step.Played, agent);
                values[entry] += (target - values[entry]) * Math.Pow(++visits[entry], -options.RatePower);
            }
        }
        return Deviation.Of(game, agent, (h, s, told) => Best(Row(h, s, told), told));

        int Entry(int step, int state, int told) => ((step * game.States + state) * own + told) * own;

        ReadOnlySpan<double> Row(int step, int state, int told) => values.AsSpan(Entry(step, state, told), own);

        double Ahead(int step, EpisodeStep next)
        {
            int told = game.Actions.Of(next.Told, agent);
            var row = Row(step, next.State, told);
            return row[Best(row, told)];
        }
    }

    /// <summary>Ties obey.</summary>
    private static int Best(ReadOnlySpan<double> values, int told)
    {
        int best = told;
        for (int a = 0; a < values.Length; a++) if (values[a] > values[best]) best = a;
        return best;
    }
}
