namespace Forewarn.RosBridge;

/// <summary>The last latencies of one stage, for percentiles.</summary>
internal sealed class LatencyWindow
{
    private const int Size = 256;

    private readonly double[] _values = new double[Size], _sorted = new double[Size];
    private int _count;

    public void Add(double milliseconds) => _values[_count++ % Size] = milliseconds;

    /// <summary>The value that a share of the window does not exceed, ms; 0 while it is empty.</summary>
    public double Quantile(double share)
    {
        int count = Math.Min(_count, Size);
        if (count == 0) return 0;
        _values.AsSpan(0, count).CopyTo(_sorted);
        Array.Sort(_sorted, 0, count);
        return _sorted[(int)Math.Min(count - 1, share * count)];
    }
}
