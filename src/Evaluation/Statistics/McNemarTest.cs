using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>
/// Exact McNemar test of two paired yes/no measurements: under the null the discordant pairs are fair coin tosses.
/// </summary>
/// <param name="OnlyFirst">Pairs in which only the first succeeded.</param>
/// <param name="OnlySecond">Pairs in which only the second succeeded.</param>
/// <param name="PValue">Exact two-sided p, conservative.</param>
/// <param name="MidP">Two-sided mid-p: half of the observed table's own probability is taken off.</param>
public sealed record McNemarTest(int OnlyFirst, int OnlySecond, double PValue, double MidP)
{
    public static McNemarTest Of(ReadOnlySpan<bool> first, ReadOnlySpan<bool> second)
    {
        Shape.Require("second of the paired measurements", second.Length, ("pairs", first.Length));
        int b = 0, c = 0;
        for (int i = 0; i < first.Length; i++)
        {
            if (first[i] && !second[i]) b++;
            if (second[i] && !first[i]) c++;
        }
        return Of(b, c);
    }

    public static McNemarTest Of(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        int n = onlyFirst + onlySecond, least = Math.Min(onlyFirst, onlySecond);
        double logTerm = -n * Math.Log(2), tail = 0, last = 0;
        for (int k = 0; k <= least; k++)
        {
            last = Math.Exp(logTerm);
            tail += last;
            logTerm += Math.Log((n - k) / (k + 1.0));
        }
        return new(onlyFirst, onlySecond, Math.Min(1, 2 * tail), Math.Min(1, 2 * tail - last));
    }
}
