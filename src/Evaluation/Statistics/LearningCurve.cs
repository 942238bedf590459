using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>A figure over the steps of one training, linear between its points.</summary>
public sealed class LearningCurve
{
    private readonly double[] _steps, _values;

    /// <param name="points">In any order; of several at one step the last counts, and those that are not finite are left out.</param>
    public LearningCurve(IEnumerable<(double Step, double Value)> points)
    {
        var kept = new SortedDictionary<double, double>();
        foreach (var (step, value) in points.Where(p => double.IsFinite(p.Value))) kept[step] = value;
        (_steps, _values) = ([.. kept.Keys], [.. kept.Values]);
    }

    /// <summary>Ascending.</summary>
    public IReadOnlyList<double> Steps => _steps;

    /// <summary>As many as steps, all finite.</summary>
    public IReadOnlyList<double> Values => _values;

    public bool IsEmpty => _steps.Length == 0;

    /// <returns>NaN before the first point and after the last.</returns>
    public double At(double step)
    {
        if (IsEmpty || !(step >= _steps[0] && step <= _steps[^1])) return double.NaN;
        int at = Array.BinarySearch(_steps, step);
        if (at >= 0) return _values[at];
        int above = ~at, below = above - 1;
        double share = (step - _steps[below]) / (_steps[above] - _steps[below]);
        return _values[below] + share * (_values[above] - _values[below]);
    }

    /// <summary>
    /// Area under the curve by the trapezoid rule over the width of the range, so that curves of unlike lengths compare: the mean height.
    /// </summary>
    /// <exception cref="ForewarnException">The curve does not reach over the range.</exception>
    public double Area(double from, double to)
    {
        if (IsEmpty || !(from >= _steps[0] && to <= _steps[^1] && from <= to))
        {
            string own = IsEmpty ? "no points" : $"points from {_steps[0]} to {_steps[^1]}";
            throw ForewarnException.Of("learning curve", own, $"points from {from} to {to}", "Choose a range that all curves cover.");
        }
        if (from == to) return At(from);
        double area = 0, last = from, height = At(from);
        foreach (double step in _steps.Where(s => s > from && s < to).Append(to))
        {
            double next = At(step);
            area += (step - last) * (height + next) / 2;
            (last, height) = (step, next);
        }
        return area / (to - from);
    }

    /// <summary>Mean of the points in the last <paramref name="share"/> of the range that ends at <paramref name="end"/>.</summary>
    /// <returns>The value at the end where no other point lies in that part; NaN when the curve does not reach it.</returns>
    public double Final(double end, double share = 0.1)
    {
        if (double.IsNaN(At(end))) return double.NaN;
        double from = end - share * (end - _steps[0]), sum = At(end);
        int count = 1;
        for (int i = 0; i < _steps.Length; i++)
        {
            if (_steps[i] < from || _steps[i] >= end) continue;
            sum += _values[i];
            count++;
        }
        return sum / count;
    }
}
