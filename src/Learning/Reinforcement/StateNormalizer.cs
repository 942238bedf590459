using System.Numerics.Tensors;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>
/// Observations by their running moments, <c>clamp((s - mean) / sqrt(variance + 1e-8), -limit, limit)</c>; the moments change when told
/// to, not while acting.
/// </summary>
public sealed class StateNormalizer : ISnapshot
{
    private readonly RunningMoments _moments;
    private readonly float[] _mean, _rate;

    public StateNormalizer(int stateSize, double limit)
    {
        (StateSize, Limit) = (stateSize, (float)limit);
        (_moments, _mean, _rate) = (new(stateSize), new float[stateSize], new float[stateSize]);
        Refresh();
    }

    /// <summary>S.</summary>
    public int StateSize { get; }

    public float Limit { get; }

    /// <summary><c>[S]</c>.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>One over the standard deviation, <c>[S]</c>.</summary>
    public ReadOnlySpan<float> Rate => _rate;

    /// <summary>Whether it has seen nothing yet.</summary>
    public bool IsFresh => _moments.IsFresh;

    /// <summary>Takes states into account, <c>[B, S]</c>.</summary>
    public void Observe(ReadOnlySpan<float> states)
    {
        _moments.Observe(states);
        Refresh();
    }

    /// <summary>Writes normalized states, <c>[B, S]</c>.</summary>
    public void Apply(ReadOnlySpan<float> states, Span<float> normalized)
    {
        for (int from = 0; from < states.Length; from += StateSize)
        {
            var row = normalized.Slice(from, StateSize);
            TensorPrimitives.Subtract(states.Slice(from, StateSize), _mean, row);
            TensorPrimitives.Multiply(row, _rate, row);
            TensorPrimitives.Max(row, -Limit, row);
            TensorPrimitives.Min(row, Limit, row);
        }
    }

    public void Save(SnapshotWriter to) => _moments.Save(to);

    public void Load(SnapshotReader from)
    {
        _moments.Load(from);
        Refresh();
    }

    private void Refresh()
    {
        for (int c = 0; c < StateSize; c++)
        {
            _mean[c] = (float)_moments.Mean[c];
            _rate[c] = (float)(1 / Math.Sqrt(_moments.Variance[c] + 1e-8));
        }
    }
}
