using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>
/// Monte-Carlo permutation tests. The observed arrangement counts as one of them, so p is never 0 and never too small:
/// <c>p = (1 + #{permuted >= observed}) / (1 + rounds)</c>.
/// </summary>
public static class PermutationTest
{
    public const int DefaultRounds = 9999;

    /// <summary>
    /// One-sided test that <paramref name="first"/> is larger in mean than <paramref name="second"/>.
    /// </summary>
    public static double MeanLarger(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, SeedStream seed, int rounds = DefaultRounds)
    {
        double[] pool = [.. first, .. second];
        int n = first.Length;
        double observed = Difference(pool, n);
        return PValue(observed, rounds, _ =>
        {
            seed.Shuffle(pool.AsSpan());
            return Difference(pool, n);
        });
    }

    /// <summary>Two-sided sign-flip test that paired differences have mean 0.</summary>
    public static double PairedMean(ReadOnlySpan<double> differences, SeedStream seed, int rounds = DefaultRounds)
    {
        double[] values = [.. differences];
        double observed = Math.Abs(values.Sum());
        return PValue(observed, rounds, _ =>
        {
            double sum = 0;
            foreach (double v in values) sum += (seed.NextUInt64() & 1) == 0 ? v : -v;
            return Math.Abs(sum);
        });
    }

    /// <summary>p of any statistic whose larger values speak against the null.</summary>
    /// <param name="permuted">The statistic of permutation number 0 .. rounds - 1.</param>
    public static double PValue(double observed, int rounds, Func<int, double> permuted)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        int reached = 1;
        // Sums of the same numbers in another order differ in the last bits: equal must count as reached.
        double slack = 1e-12 * Math.Max(1, Math.Abs(observed));
        for (int r = 0; r < rounds; r++) if (permuted(r) >= observed - slack) reached++;
        return reached / (rounds + 1.0);
    }

    private static double Difference(double[] pool, int n) =>
        pool.AsSpan(0, n).ToArray().Average() - pool.AsSpan(n).ToArray().Average();
}
