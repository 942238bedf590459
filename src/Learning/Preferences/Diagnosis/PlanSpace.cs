using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Plans in standard deviations of the logged plans, number by number; numbers that never change are left out.</summary>
public sealed class PlanSpace
{
    private readonly int[] _kept;
    private readonly double[] _mean, _deviation;

    /// <param name="plans">Logged plans <c>[N][D]</c>.</param>
    /// <exception cref="ForewarnException">No plans, or of several lengths.</exception>
    public PlanSpace(IReadOnlyList<double[]> plans)
    {
        if (plans.Count == 0) throw ForewarnException.Of("plans", "none", "at least one", "Name a file with pairs.");
        int length = plans[0].Length;
        foreach (double[] plan in plans) Shape.Require("plan", plan.Length, ("D", length));
        _mean = new double[length];
        _deviation = new double[length];
        for (int d = 0; d < length; d++)
        {
            _mean[d] = plans.Average(p => p[d]);
            _deviation[d] = Math.Sqrt(plans.Average(p => (p[d] - _mean[d]) * (p[d] - _mean[d])));
        }
        _kept = [.. Enumerable.Range(0, length).Where(d => _deviation[d] > 1e-9 * (1 + Math.Abs(_mean[d])))];
    }

    /// <summary>Numbers of a standardized plan.</summary>
    public int Dimension => _kept.Length;

    public double[] Standardized(double[] plan)
    {
        Shape.Require("plan", plan.Length, ("D", _mean.Length));
        return [.. _kept.Select(d => (plan[d] - _mean[d]) / _deviation[d])];
    }

    internal static double SquareDistance(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
