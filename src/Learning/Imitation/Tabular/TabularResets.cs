using Forewarn.Core;

namespace Forewarn.Learning.Imitation.Tabular;

/// <summary>Where search starts from at every step: distributions over states, <c>[T][S]</c>.</summary>
public static class TabularResets
{
    /// <summary><c>(1 - share) first + share second</c>.</summary>
    public static double[][] Mixture(double[][] first, double[][] second, double share) =>
        [.. first.Zip(second, (a, b) => a.Zip(b, (x, y) => (1 - share) * x + share * y).ToArray())];

    /// <summary>What <paramref name="count"/> draws per step hit, as shares.</summary>
    public static double[][] Sampled(double[][] resets, int count, SeedStream seed) => [.. resets.Select(row =>
    {
        var hit = new double[row.Length];
        for (int n = 0; n < count; n++)
        {
            double left = seed.NextDouble();
            int s = 0;
            // Rounding may leave a hair beyond the last state that has a share.
            for (int last = Array.FindLastIndex(row, p => p > 0); s < last && (left -= row[s]) >= 0; s++) { }
            hit[s] += 1.0 / count;
        }
        return hit;
    })];
}
