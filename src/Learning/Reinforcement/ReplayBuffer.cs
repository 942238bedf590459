using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>The newest transitions, up to a capacity; memory grows with what is in it. Rewards are the task's own.</summary>
public sealed class ReplayBuffer : ITransitionSource, ISnapshot
{
    private readonly int _width, _piece;
    private float[] _rows;
    private int _next;

    public ReplayBuffer(int capacity, int stateSize, int actionSize) : this(capacity, stateSize, actionSize, 1 << 26) { }

    /// <param name="piece">Most numbers of one array in a snapshot: a million states of a person do not fit in one.</param>
    internal ReplayBuffer(int capacity, int stateSize, int actionSize, int piece)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (Capacity, StateSize, ActionSize, _piece) = (capacity, stateSize, actionSize, piece);
        _width = 2 * stateSize + actionSize + 2;
        _rows = new float[Math.Min(capacity, 1024) * _width];
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    public int StateSize { get; }

    public int ActionSize { get; }

    /// <summary>Adds one transition; drops the oldest when full.</summary>
    /// <param name="continues">False where <paramref name="next"/> is terminal.</param>
    public void Add(ReadOnlySpan<float> state, ReadOnlySpan<float> action, double reward, ReadOnlySpan<float> next, bool continues)
    {
        if (Count < Capacity && (Count + 1) * _width > _rows.Length)
            Array.Resize(ref _rows, Math.Min(Capacity, 2 * (_rows.Length / _width)) * _width);
        var row = _rows.AsSpan(_next * _width, _width);
        state.CopyTo(row);
        action.CopyTo(row[StateSize..]);
        next.CopyTo(row[(StateSize + ActionSize)..]);
        row[^2] = (float)reward;
        row[^1] = continues ? 1 : 0;
        _next = (_next + 1) % Capacity;
        Count = Math.Min(Count + 1, Capacity);
    }

    /// <summary>Index of the transition that was added <paramref name="age"/> additions ago; 0 is the newest.</summary>
    public int Newest(int age) => ((_next - 1 - age) % Capacity + Capacity) % Capacity;

    public void Clear() => (Count, _next) = (0, 0);

    public void Copy(int index, TransitionBatch batch, int row)
    {
        var values = _rows.AsSpan(index * _width, _width);
        values[..StateSize].CopyTo(batch.States[(row * StateSize)..]);
        values.Slice(StateSize, ActionSize).CopyTo(batch.Actions[(row * ActionSize)..]);
        values.Slice(StateSize + ActionSize, StateSize).CopyTo(batch.NextStates[(row * StateSize)..]);
        batch.Rewards[row] = values[^2];
        batch.Continues[row] = values[^1];
        batch.FromExpert[row] = 0;
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("position", [Count, (long)_next]);
        foreach (var (name, at, length) in Pieces()) to.Add(name, _rows.AsSpan(at, length));
    }

    public void Load(SnapshotReader from)
    {
        Span<long> position = stackalloc long[2];
        from.Longs("position", position);
        (Count, _next) = ((int)position[0], (int)position[1]);
        if (_rows.Length < Count * _width) _rows = new float[Count * _width];
        foreach (var (name, at, length) in Pieces()) from.Floats(name, _rows.AsSpan(at, length));
    }

    private IEnumerable<(string Name, int At, int Length)> Pieces()
    {
        int total = Count * _width;
        yield return ("rows", 0, Math.Min(_piece, total));
        for (int i = 1; (long)i * _piece < total; i++) yield return ($"rows{i}", i * _piece, Math.Min(_piece, total - i * _piece));
    }
}
