using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>Spearman's rank correlation; equal values share their mean rank.</summary>
public static class RankCorrelation
{
    public static double Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        Shape.Require("second", b.Count, ("n", a.Count));
        double[] x = Ranks(a), y = Ranks(b);
        double mean = (a.Count - 1) / 2.0, xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xy / Math.Sqrt(xx * yy);
    }

    private static double[] Ranks(IReadOnlyList<double> values) =>
        [.. values.Select(v => values.Count(o => o < v) + (values.Count(o => o == v) - 1) / 2.0)];
}
