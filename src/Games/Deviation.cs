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

    public int Agent { get; }

    /// <summary>What the agent does when it is told an action.</summary>
    public int Answer(int step, int state, int told) => _answers[(step * _states + state) * _actions + told];

    internal void Set(int step, int state, int told, int action) => _answers[(step * _states + state) * _actions + told] = action;

    internal void Obey(int step, int state)
    {
        for (int a = 0; a < _actions; a++) Set(step, state, a, a);
    }
}
