using Forewarn.Core;

namespace Forewarn.Benchmarks.Timing;

/// <summary>Median of paired ratios with its 95 % percentile-bootstrap interval over rounds.</summary>
public sealed record RatioInterval(double Median, double Low, double High, int Rounds)
{
    private const int Draws = 2000;

    /// <param name="numerators">One per round; <paramref name="denominators"/> of the same rounds.</param>
    public static RatioInterval Of(IReadOnlyList<double> numerators, IReadOnlyList<double> denominators, SeedStream seed)
    {
        Shape.Require("paired rounds", denominators.Count, ("rounds", numerators.Count));
        double[] ratios = [.. numerators.Zip(denominators, (a, b) => a / b)];
        var medians = new double[Draws];
        var drawn = new double[ratios.Length];
        for (int d = 0; d < Draws; d++)
        {
            for (int i = 0; i < drawn.Length; i++) drawn[i] = ratios[seed.Next(ratios.Length)];
            medians[d] = MedianOf(drawn);
        }
        Array.Sort(medians);
        return new(MedianOf(ratios), medians[(int)(0.025 * Draws)], medians[(int)(0.975 * Draws)], ratios.Length);
    }

    public static double MedianOf(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
