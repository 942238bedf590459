using Forewarn.Core;

namespace Forewarn.Learning.Studies;

/// <summary>A mean of few independent values with its 95 % interval by Student's t (Student 1908).</summary>
public static class StudentInterval
{
    // Quantile 0.975 for 1, 2, .. degrees of freedom, to five decimals.
    private static readonly double[] Quantiles =
    [
        12.70620, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.30600, 2.26216, 2.22814,
        2.20099, 2.17881, 2.16037, 2.14479, 2.13145, 2.11991, 2.10982, 2.10092, 2.09302, 2.08596,
        2.07961, 2.07387, 2.06866, 2.06390, 2.05954, 2.05553, 2.05183, 2.04841, 2.04523, 2.04227,
    ];

    /// <exception cref="ForewarnException">Fewer than two values.</exception>
    public static MetricInterval Of(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            throw ForewarnException.Of("seeds", $"{values.Count}", "two or more", "One run has no spread.", ExitCode.Usage);
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
        double half = Quantile(values.Count - 1) * deviation / Math.Sqrt(values.Count);
        return new(mean, mean - half, mean + half, values.Count);
    }

    /// <summary>Beyond the table by the first two terms of Fisher's expansion around the normal quantile.</summary>
    internal static double Quantile(int degrees)
    {
        if (degrees <= Quantiles.Length) return Quantiles[degrees - 1];
        const double z = 1.959963984540054;
        double z3 = z * z * z, z5 = z3 * z * z;
        return z + (z3 + z) / (4.0 * degrees) + (5 * z5 + 16 * z3 + 3 * z) / (96.0 * degrees * degrees);
    }
}
