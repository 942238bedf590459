using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>
/// Plays episodes of a game under a mediator. What learns through it alone sees states, recommendations and rewards, not the
/// tables behind them.
/// </summary>
/// <param name="game">Played.</param>
/// <param name="mediator">Recommends.</param>
public sealed class GameSimulator(MarkovGame game, Mediator mediator)
{
    private readonly double[] _initial = [.. game.Initial];

    public MarkovGame Game => game;

    /// <summary>Simulates one episode into <paramref name="steps"/>, <c>[H]</c>.</summary>
    /// <param name="seed">
    /// Start, recommendations and outcomes each have a stream: two episodes with one seed differ only where an agent acts
    /// differently.
    /// </param>
    /// <param name="agent">Who may deviate; -1 for nobody.</param>
    /// <param name="answer">What that agent does at a step and state when it is told an action.</param>
    public void Play(Span<EpisodeStep> steps, SeedStream seed, int agent = -1, Func<int, int, int, int>? answer = null)
    {
        Shape.Require("episode", steps.Length, ("H", game.Horizon));
        SeedStream advice = seed.Child("advice"), chance = seed.Child("chance");
        int state = GamePlay.Draw(_initial, chance.NextDouble());
        for (int h = 0; h < steps.Length; h++)
        {
            int told = GamePlay.Draw(mediator.At(h, state), advice.NextDouble());
            int played = answer is null ? told : game.Actions.With(told, agent, answer(h, state, game.Actions.Of(told, agent)));
            steps[h] = new(state, told, played);
            state = Next(state, played, chance.NextDouble());
        }
    }

    /// <summary>What an agent earned in an episode.</summary>
    public double Return(ReadOnlySpan<EpisodeStep> steps, int agent)
    {
        double sum = 0;
        foreach (var step in steps) sum += game.Reward(agent, step.State, step.Played);
        return sum;
    }

    private int Next(int state, int played, double uniform)
    {
        var outcomes = game.Next(state, played);
        foreach (var outcome in outcomes)
        {
            uniform -= outcome.Probability;
            if (uniform < 0) return outcome.State;
        }
        return outcomes[^1].State;
    }
}
