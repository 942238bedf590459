using System.Numerics.Tensors;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Divides rewards by the running standard deviation of the discounted return; the mean stays, so signs do.</summary>
/// <param name="count">N environments.</param>
internal sealed class RewardScale(int count, double gamma) : ISnapshot
{
    private readonly RunningMoments _moments = new(1);
    private readonly double[] _returns = new double[count];
    private float[] _trace = [];

    /// <summary>The present divisor.</summary>
    public double Deviation => Math.Sqrt(_moments.Variance[0] + 1e-8);

    /// <summary>
    /// Takes the returns of a roll-out <c>[T N]</c> into account, then scales its rewards: the first roll-out too is scaled by what it saw.
    /// </summary>
    /// <param name="starts">1 where an episode starts with the row.</param>
    public void Apply(Span<float> rewards, ReadOnlySpan<float> starts)
    {
        if (_trace.Length != rewards.Length) _trace = new float[rewards.Length];
        for (int row = 0; row < rewards.Length; row++)
        {
            ref double sum = ref _returns[row % count];
            sum = rewards[row] + (starts[row] > 0 ? 0 : gamma * sum);
            _trace[row] = (float)sum;
        }
        _moments.Observe(_trace);
        TensorPrimitives.Multiply(rewards, (float)(1 / Deviation), rewards);
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("moments", _moments);
        to.Add("returns", _returns);
    }

    public void Load(SnapshotReader from)
    {
        from.Restore("moments", _moments);
        from.Doubles("returns", _returns);
    }
}
