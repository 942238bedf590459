namespace Forewarn.Learning.Reinforcement;

/// <summary>Rows of transitions in flat arrays, refilled and reused.</summary>
public sealed class TransitionBatch
{
    /// <param name="capacity">Most rows.</param>
    public TransitionBatch(int capacity, int stateSize, int actionSize)
    {
        (Capacity, StateSize, ActionSize) = (capacity, stateSize, actionSize);
        (_states, _nextStates) = (new float[capacity * stateSize], new float[capacity * stateSize]);
        _actions = new float[capacity * actionSize];
        (_rewards, _continues, _expert) = (new float[capacity], new float[capacity], new float[capacity]);
    }

    private readonly float[] _states, _nextStates, _actions, _rewards, _continues, _expert;

    public int Capacity { get; }

    public int StateSize { get; }

    public int ActionSize { get; }

    /// <summary>Rows B in use.</summary>
    public int Count { get; set; }

    /// <summary>s, <c>[B, S]</c>.</summary>
    public Span<float> States => _states.AsSpan(0, Count * StateSize);

    /// <summary>a, <c>[B, A]</c>.</summary>
    public Span<float> Actions => _actions.AsSpan(0, Count * ActionSize);

    /// <summary>s', <c>[B, S]</c>.</summary>
    public Span<float> NextStates => _nextStates.AsSpan(0, Count * StateSize);

    /// <summary>r, <c>[B]</c>: the task's own until a reward model relabels them.</summary>
    public Span<float> Rewards => _rewards.AsSpan(0, Count);

    /// <summary>1 where the value of s' counts, 0 where s' is terminal, <c>[B]</c>.</summary>
    public Span<float> Continues => _continues.AsSpan(0, Count);

    /// <summary>1 for rows of the expert, 0 for the learner's own, <c>[B]</c>.</summary>
    public Span<float> FromExpert => _expert.AsSpan(0, Count);
}
