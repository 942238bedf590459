using Forewarn.Learning.Training;

namespace Forewarn.Learning.Nets;

/// <summary>Mean and variance of a stream of vectors by Chan's parallel update; normalizes in place.</summary>
/// <param name="width">Numbers per vector.</param>
public sealed class RunningMoments(int width) : ISnapshot
{
    // So little that it does not count, and no division by zero.
    private const double First = 1e-4;

    private readonly double[] _mean = new double[width], _variance = [.. Enumerable.Repeat(1.0, width)];
    private double _count = First;

    /// <summary>Whether no row has been seen yet.</summary>
    public bool IsFresh => _count == First;

    public ReadOnlySpan<double> Mean => _mean;

    public ReadOnlySpan<double> Variance => _variance;

    /// <summary>Takes rows into account, <c>[B, width]</c>.</summary>
    public void Observe(ReadOnlySpan<float> rows)
    {
        int count = rows.Length / width;
        if (count == 0) return;
        for (int c = 0; c < width; c++)
        {
            double mean = 0, squares = 0;
            for (int r = 0; r < count; r++) mean += rows[r * width + c];
            mean /= count;
            for (int r = 0; r < count; r++) squares += (rows[r * width + c] - mean) * (rows[r * width + c] - mean);
            double delta = mean - _mean[c], total = _count + count;
            _mean[c] += delta * count / total;
            _variance[c] = (_variance[c] * _count + squares + delta * delta * _count * count / total) / total;
        }
        _count += count;
    }

    /// <summary><c>(x - mean) / sqrt(variance + 1e-8)</c>, limited to plus and minus <paramref name="limit"/>.</summary>
    public void Normalize(Span<float> rows, float limit = float.PositiveInfinity)
    {
        for (int c = 0; c < width; c++)
        {
            double mean = _mean[c], deviation = Math.Sqrt(_variance[c] + 1e-8);
            for (int i = c; i < rows.Length; i += width) rows[i] = Math.Clamp((float)((rows[i] - mean) / deviation), -limit, limit);
        }
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("mean", _mean);
        to.Add("variance", _variance);
        to.Add("count", [_count]);
    }

    public void Load(SnapshotReader from)
    {
        from.Doubles("mean", _mean);
        from.Doubles("variance", _variance);
        Span<double> count = stackalloc double[1];
        from.Doubles("count", count);
        _count = count[0];
    }
}
