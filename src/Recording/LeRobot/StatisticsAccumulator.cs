using Forewarn.Core;

namespace Forewarn.Recording.LeRobot;

/// <summary>
/// Gathers <see cref="LeRobotStatistics"/> of one feature. Numbers are kept for exact quantiles up to a bound; beyond it
/// every second kept frame is dropped, so that evenly spaced ones remain. Pictures need no more than 256 counters a channel.
/// </summary>
public sealed class StatisticsAccumulator
{
    /// <summary>Values kept for the quantiles of a feature.</summary>
    private const int MostKept = 1 << 22;

    private readonly LeRobotFeature _feature;
    private readonly int _channels;
    private readonly double[] _min, _max, _mean, _squares;
    private readonly long[][] _histograms;
    private List<double[]> _kept = [];
    private long _count, _samples, _stride = 1;

    /// <param name="feature">A numeric feature or one of pictures.</param>
    public StatisticsAccumulator(LeRobotFeature feature)
    {
        if (!Describes(feature)) throw ForewarnException.Of($"feature '{feature.Name}'", feature.Dtype, "numbers or pictures", "Leave it out.");
        _feature = feature;
        _channels = feature.IsImage ? 3 : feature.Width;
        (_mean, _squares) = (new double[_channels], new double[_channels]);
        _min = Filled(double.PositiveInfinity);
        _max = Filled(double.NegativeInfinity);
        _histograms = feature.IsImage ? [new long[256], new long[256], new long[256]] : [];
    }

    /// <summary>Whether a feature has statistics: numbers and pictures do.</summary>
    public static bool Describes(LeRobotFeature feature) => feature.IsNumeric || feature.IsImage;

    /// <summary>Adds the values of some frames; of pictures an evenly spaced part when there are many.</summary>
    /// <exception cref="ForewarnException">A picture cannot be decoded.</exception>
    public void Add(LeRobotColumn column)
    {
        if (_feature.IsImage)
        {
            foreach (int frame in Looked(column.Frames)) AddPicture(PngReader.Decode(column.As<byte[]>()[frame]));
            return;
        }
        double[] values = column.ToDoubles();
        for (int frame = 0; frame < column.Frames; frame++) AddFrame(values.AsSpan(frame * _channels, _channels));
    }

    /// <exception cref="ForewarnException">Nothing was added.</exception>
    public LeRobotStatistics Result()
    {
        if (_samples == 0) throw ForewarnException.Of($"statistics of '{_feature.Name}'", "no frames", "at least one", "Add frames first.");
        if (_feature.IsImage) return Pictures();
        double[] std = [.. _squares.Select(s => Math.Sqrt(s / _count))];
        var quantiles = LeRobotStatistics.QuantileShares.Select(_ => new double[_channels]).ToArray();
        for (int c = 0; c < _channels; c++)
        {
            double[] sorted = [.. _kept.Select(frame => frame[c]).Order()];
            for (int q = 0; q < quantiles.Length; q++) quantiles[q][c] = Interpolate(sorted, LeRobotStatistics.QuantileShares[q]);
        }
        return new(_feature.Shape, _count, [.. _min], [.. _max], [.. _mean], std, quantiles);
    }

    // As many as LeRobot itself looks at: all of a short episode, n^0.75 of a long one.
    private static IEnumerable<int> Looked(int frames)
    {
        int count = Math.Max(Math.Min(100, frames), Math.Min((int)Math.Pow(frames, 0.75), 10_000));
        return Enumerable.Range(0, count).Select(i => count == 1 ? 0 : (int)Math.Round(i * (frames - 1.0) / (count - 1)));
    }

    private void AddFrame(ReadOnlySpan<double> values)
    {
        _count++;
        _samples++;
        for (int c = 0; c < _channels; c++)
        {
            // Welford's update: exact enough for values far from zero.
            double v = values[c], step = v - _mean[c];
            _mean[c] += step / _count;
            _squares[c] += step * (v - _mean[c]);
            // Written so that a NaN stays visible in the extremes, as numpy has it.
            _min[c] = Math.Min(_min[c], v);
            _max[c] = Math.Max(_max[c], v);
        }
        if ((_count - 1) % _stride != 0) return;
        _kept.Add(values.ToArray());
        if ((long)_kept.Count * _channels <= MostKept || _kept.Count < 2) return;
        _kept = [.. _kept.Where((_, i) => i % 2 == 0)];
        _stride *= 2;
    }

    private void AddPicture(Picture picture)
    {
        byte[] rgb = picture.ToRgb();
        for (int i = 0; i < rgb.Length; i++) _histograms[i % 3][rgb[i]]++;
        _samples += picture.Height * picture.Width;
        _count++;
    }

    private LeRobotStatistics Pictures()
    {
        var quantiles = LeRobotStatistics.QuantileShares.Select(_ => new double[3]).ToArray();
        var std = new double[3];
        for (int c = 0; c < 3; c++)
        {
            long[] histogram = _histograms[c];
            _min[c] = Array.FindIndex(histogram, n => n > 0) / 255.0;
            _max[c] = Array.FindLastIndex(histogram, n => n > 0) / 255.0;
            double mean = histogram.Select((n, v) => n * (double)v).Sum() / _samples;
            std[c] = Math.Sqrt(histogram.Select((n, v) => n * (v - mean) * (v - mean)).Sum() / _samples) / 255;
            _mean[c] = mean / 255;
            for (int q = 0; q < quantiles.Length; q++) quantiles[q][c] = Level(histogram, LeRobotStatistics.QuantileShares[q]) / 255.0;
        }
        return new([3, 1, 1], _count, [.. _min], [.. _max], [.. _mean], std, quantiles);
    }

    private int Level(long[] histogram, double share)
    {
        long below = 0;
        for (int v = 0; v < histogram.Length; v++)
        {
            below += histogram[v];
            if (below >= share * _samples) return v;
        }
        return histogram.Length - 1;
    }

    private static double Interpolate(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int low = (int)at, high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }

    private double[] Filled(double value)
    {
        var values = new double[_channels];
        Array.Fill(values, value);
        return values;
    }
}
