using Forewarn.Core;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Imitation;

/// <summary>
/// Recorded transitions of whole episodes, with the environment's exact state before every one, so that an episode can start from any.
/// </summary>
public sealed class TransitionSet : ITransitionSource
{
    private readonly float[] _states, _actions, _nextStates, _rewards, _continues;
    private readonly byte[] _snapshots;
    private readonly int _snapshotSize;

    /// <param name="states"><c>[T, S]</c>.</param>
    /// <param name="actions"><c>[T, A]</c>.</param>
    /// <param name="nextStates"><c>[T, S]</c>.</param>
    /// <param name="rewards">The task's own, for reports only, <c>[T]</c>.</param>
    /// <param name="continues">0 where the next state is terminal, <c>[T]</c>.</param>
    /// <param name="starts">Index of the first transition of every episode, ascending from 0.</param>
    /// <param name="snapshots">Saved environment states of equal length, end to end; empty without.</param>
    /// <exception cref="ForewarnException">Sizes that do not fit, or numbers that are not finite.</exception>
    public TransitionSet(
        int stateSize, int actionSize, float[] states, float[] actions, float[] nextStates, float[] rewards, float[] continues,
        IReadOnlyList<int> starts, byte[] snapshots)
    {
        (StateSize, ActionSize, Count, Starts) = (stateSize, actionSize, rewards.Length, starts);
        Shape.Require("states", states.Length, ("T", Count), ("S", stateSize));
        Shape.Require("actions", actions.Length, ("T", Count), ("A", actionSize));
        Shape.Require("next states", nextStates.Length, ("T", Count), ("S", stateSize));
        Shape.Require("continues", continues.Length, ("T", Count));
        (_states, _actions, _nextStates, _rewards, _continues, _snapshots) = (states, actions, nextStates, rewards, continues, snapshots);
        _snapshotSize = Count == 0 ? 0 : snapshots.Length / Count;
        Shape.Require("snapshots", snapshots.Length, ("T", Count), ("bytes", _snapshotSize));
    }

    public int Count { get; }

    public int StateSize { get; }

    public int ActionSize { get; }

    /// <summary>First transition of every episode.</summary>
    public IReadOnlyList<int> Starts { get; }

    public bool HasSnapshots => _snapshotSize > 0;

    /// <summary>s, <c>[T, S]</c>.</summary>
    public ReadOnlySpan<float> States => _states;

    /// <summary>a, <c>[T, A]</c>.</summary>
    public ReadOnlySpan<float> Actions => _actions;

    /// <summary>s', <c>[T, S]</c>.</summary>
    public ReadOnlySpan<float> NextStates => _nextStates;

    /// <summary>The task's own rewards, <c>[T]</c>.</summary>
    public ReadOnlySpan<float> Rewards => _rewards;

    /// <summary>0 where the next state is terminal, <c>[T]</c>.</summary>
    public ReadOnlySpan<float> Continues => _continues;

    /// <summary>All saved states, <c>[T, bytes]</c>; empty without.</summary>
    public ReadOnlySpan<byte> Snapshots => _snapshots;

    /// <summary>The environment's saved state before transition <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> Snapshot(int index) => _snapshots.AsSpan(index * _snapshotSize, _snapshotSize);

    /// <summary>Number of transitions of episode <paramref name="episode"/>.</summary>
    public int LengthOf(int episode) => (episode + 1 < Starts.Count ? Starts[episode + 1] : Count) - Starts[episode];

    /// <summary>The first transitions; the last episode may be cut, and the exact states stay.</summary>
    /// <exception cref="ForewarnException">The set holds fewer.</exception>
    public TransitionSet Subset(int count)
    {
        if (count < 1 || count > Count)
            throw ForewarnException.Of("transitions to take", $"{count}", $"1 to {Count}, what the set holds", "Take fewer, or record more.",
                ExitCode.Usage);
        return new(StateSize, ActionSize, _states[..(count * StateSize)], _actions[..(count * ActionSize)], _nextStates[..(count * StateSize)],
            _rewards[..count], _continues[..count], [.. Starts.Where(s => s < count)], _snapshots[..(count * _snapshotSize)]);
    }

    /// <summary>The episodes of this set, then those of another; exact states stay where both have them.</summary>
    /// <exception cref="ForewarnException">Sets of other sizes.</exception>
    public TransitionSet With(TransitionSet other)
    {
        if (other.StateSize != StateSize || other.ActionSize != ActionSize)
            throw ForewarnException.Of("data sets to join", $"{other.StateSize} and {other.ActionSize} wide states and actions",
                $"{StateSize} and {ActionSize}", "Join sets of one task.", ExitCode.Usage);
        return new(StateSize, ActionSize, [.. _states, .. other._states], [.. _actions, .. other._actions],
            [.. _nextStates, .. other._nextStates], [.. _rewards, .. other._rewards], [.. _continues, .. other._continues],
            [.. Starts, .. other.Starts.Select(s => s + Count)],
            _snapshotSize == other._snapshotSize ? [.. _snapshots, .. other._snapshots] : []);
    }

    /// <summary>This set as it looks to a learner who senses only some columns of the states.</summary>
    /// <param name="columns">Columns that are left, in this order.</param>
    public TransitionSet Columns(IReadOnlyList<int> columns)
    {
        return new(columns.Count, ActionSize, Kept(_states), _actions, Kept(_nextStates), _rewards, _continues, Starts, _snapshots);

        float[] Kept(float[] rows)
        {
            var kept = new float[Count * columns.Count];
            for (int i = 0; i < kept.Length; i++) kept[i] = rows[i / columns.Count * StateSize + columns[i % columns.Count]];
            return kept;
        }
    }

    public void Copy(int index, TransitionBatch batch, int row)
    {
        _states.AsSpan(index * StateSize, StateSize).CopyTo(batch.States[(row * StateSize)..]);
        _actions.AsSpan(index * ActionSize, ActionSize).CopyTo(batch.Actions[(row * ActionSize)..]);
        _nextStates.AsSpan(index * StateSize, StateSize).CopyTo(batch.NextStates[(row * StateSize)..]);
        (batch.Rewards[row], batch.Continues[row], batch.FromExpert[row]) = (_rewards[index], _continues[index], 1);
    }
}
