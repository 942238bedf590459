using Forewarn.Core;

namespace Forewarn.Evaluation.Learners;

/// <summary>Grows one tree of <see cref="ExtraTrees"/>, breadth first so that siblings lie side by side.</summary>
internal sealed class TreeGrower(FeatureTable table, ForestOptions options, SeedStream seed)
{
    private readonly int[] _rows = [.. Enumerable.Range(0, table.Count)];
    private readonly int[] _order = [.. Enumerable.Range(0, table.Width)];
    private readonly int _tries = Math.Clamp((int)Math.Ceiling(options.FeatureShare * table.Width), 1, table.Width);
    private readonly List<int> _features = [];
    private readonly List<float> _thresholds = [];
    private readonly List<int> _children = [];
    private readonly List<float[]> _leaves = [];

    public DecisionTree Grow()
    {
        var open = new Queue<(int Node, int Start, int Count)>();
        open.Enqueue((Node(), 0, _rows.Length));
        while (open.TryDequeue(out var job))
        {
            var (node, start, count) = job;
            var (feature, threshold) = Split(start, count);
            _features[node] = feature;
            if (feature < 0)
            {
                _children[node] = _leaves.Count;
                _leaves.Add(Shares(start, count));
                continue;
            }
            _thresholds[node] = threshold;
            int left = Partition(start, count, feature, threshold);
            _children[node] = Node();
            Node();
            open.Enqueue((_children[node], start, left));
            open.Enqueue((_children[node] + 1, start + left, count - left));
        }
        return new([.. _features], [.. _thresholds], [.. _children], [.. _leaves]);
    }

    private int Node()
    {
        _features.Add(-1);
        _thresholds.Add(0);
        _children.Add(0);
        return _features.Count - 1;
    }

    private (int Feature, float Threshold) Split(int start, int count)
    {
        if (count < options.MinimumSplit || IsPure(start, count)) return (-1, 0);
        int classes = table.Classes.Count, bestFeature = -1;
        float bestThreshold = 0;
        double best = double.NegativeInfinity;
        Span<int> left = stackalloc int[classes], right = stackalloc int[classes];
        for (int i = 0, tried = 0; i < _order.Length && tried < _tries; i++)
        {
            // Partial Fisher-Yates: features without replacement; constant ones do not use up a try.
            int j = i + seed.Next(_order.Length - i);
            (_order[i], _order[j]) = (_order[j], _order[i]);
            int feature = _order[i];
            var (low, high) = Range(start, count, feature);
            if (!(high > low)) continue;
            tried++;
            for (int t = 0; t < options.Thresholds; t++)
            {
                float threshold = (float)seed.Uniform(low, high);
                // Rounding can land on the minimum, which would leave one side empty.
                if (threshold <= low) threshold = high;
                double score = Score(start, count, feature, threshold, left, right);
                if (score > best) (best, bestFeature, bestThreshold) = (score, feature, threshold);
            }
        }
        return (bestFeature, bestThreshold);
    }

    /// <summary>
    /// Sum over both sides of (sum of squared counts) / size: highest where weighted Gini impurity is lowest.
    /// </summary>
    private double Score(int start, int count, int feature, float threshold, Span<int> left, Span<int> right)
    {
        left.Clear();
        right.Clear();
        int leftCount = 0;
        foreach (int row in _rows.AsSpan(start, count))
            if (table.Rows[row][feature] < threshold)
            {
                left[table.Labels[row]]++;
                leftCount++;
            }
            else right[table.Labels[row]]++;
        double a = 0, b = 0;
        for (int c = 0; c < left.Length; c++)
        {
            a += (double)left[c] * left[c];
            b += (double)right[c] * right[c];
        }
        return a / Math.Max(1, leftCount) + b / Math.Max(1, count - leftCount);
    }

    private int Partition(int start, int count, int feature, float threshold)
    {
        int i = start, j = start + count - 1;
        while (i <= j)
        {
            if (table.Rows[_rows[i]][feature] < threshold) i++;
            else
            {
                (_rows[i], _rows[j]) = (_rows[j], _rows[i]);
                j--;
            }
        }
        return i - start;
    }

    private (float Low, float High) Range(int start, int count, int feature)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (int row in _rows.AsSpan(start, count))
        {
            float v = table.Rows[row][feature];
            low = Math.Min(low, v);
            high = Math.Max(high, v);
        }
        return (low, high);
    }

    private bool IsPure(int start, int count)
    {
        int first = table.Labels[_rows[start]];
        foreach (int row in _rows.AsSpan(start + 1, count - 1)) if (table.Labels[row] != first) return false;
        return true;
    }

    private float[] Shares(int start, int count)
    {
        var shares = new float[table.Classes.Count];
        foreach (int row in _rows.AsSpan(start, count)) shares[table.Labels[row]] += 1f / count;
        return shares;
    }
}
