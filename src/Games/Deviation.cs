using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>A way for one agent to answer recommendations; without entries it obeys.</summary>
public sealed class Deviation
{
    private readonly int[] _answers;
    private readonly int _states, _actions;

    internal Deviation(MarkovGame game, int agent)
    {
        (Agent, _states, _actions) = (agent, game.States, game.Actions.Counts[agent]);
        _answers = new int[game.Horizon * _states * _actions];
        for (int i = 0; i < _answers.Length; i++) _answers[i] = i % _actions;
    }

    /// <param name="answer">What the agent does at a step and state when it is told an action.</param>
    /// <exception cref="ForewarnException">An action that the agent does not have.</exception>
    public static Deviation Of(MarkovGame game, int agent, Func<int, int, int, int> answer)
    {
        var deviation = new Deviation(game, agent);
        int own = deviation._actions;
        for (int i = 0; i < deviation._answers.Length; i++)
        {
            int step = i / own / game.States, state = i / own % game.States, action = answer(step, state, i % own);
            if (action < 0 || action >= own)
                throw ForewarnException.Of($"answer of agent {agent} at step {step} in state {state}", $"action {action}", $"0 to {own - 1}",
                    "Correct the deviation.", ExitCode.Usage);
            deviation._answers[i] = action;
        }
        return deviation;
    }

    public int Agent { get; }

    /// <summary>What the agent does when it is told an action.</summary>
    public int Answer(int step, int state, int told) => _answers[(step * _states + state) * _actions + told];

    internal void Set(int step, int state, int told, int action) => _answers[(step * _states + state) * _actions + told] = action;
}
