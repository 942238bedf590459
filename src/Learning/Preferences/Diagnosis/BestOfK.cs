using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>What choosing the best-scored of K plans gives, and how far it moves the policy.</summary>
public static class BestOfK
{
    /// <summary><c>ln K - (K-1)/K</c>: the most nats that best-of-K moves a policy, reached where all scores differ.</summary>
    public static double KlBudget(int count) => Math.Log(count) - (count - 1.0) / count;

    /// <summary>
    /// Expected value of the best-scored of K independent draws, exactly: <c>Σ_i v_i (F_i^K - F_{i-1}^K)</c> over the items in
    /// rising order of score. Items of equal scores share their probability by weight.
    /// </summary>
    /// <param name="weights">Probability of every item <c>[N]</c>.</param>
    public static double Expected(ReadOnlySpan<double> weights, ReadOnlySpan<double> scores, ReadOnlySpan<double> values, int count)
    {
        double[] chosen = Distribution(weights, scores, count);
        double sum = 0;
        for (int i = 0; i < chosen.Length; i++) sum += chosen[i] * values[i];
        return sum;
    }

    /// <summary>Probability that each item is the one chosen <c>[N]</c>.</summary>
    public static double[] Distribution(ReadOnlySpan<double> weights, ReadOnlySpan<double> scores, int count)
    {
        Shape.Require("scores", scores.Length, ("N", weights.Length));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int[] order = [.. Enumerable.Range(0, weights.Length)];
        Array.Sort(scores.ToArray(), order);
        double total = 0, below = 0;
        foreach (double w in weights) total += w;
        var chosen = new double[weights.Length];
        for (int i = 0; i < order.Length;)
        {
            int end = i;
            double mass = 0;
            for (; end < order.Length && scores[order[end]] == scores[order[i]]; end++) mass += weights[order[end]] / total;
            double probability = Math.Pow(below + mass, count) - Math.Pow(below, count);
            for (; i < end; i++) chosen[order[i]] = mass == 0 ? 0 : probability * weights[order[i]] / total / mass;
            below += mass;
        }
        return chosen;
    }

    /// <summary>
    /// The same from n logged plans of one prompt, without bias: the mean over all sets of K different ones among the n. Plans of
    /// equal scores are equally likely.
    /// </summary>
    /// <returns>NaN where there are fewer than K.</returns>
    public static double OfLogged(ReadOnlySpan<double> scores, ReadOnlySpan<double> values, int count)
    {
        Shape.Require("values", values.Length, ("n", scores.Length));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int n = scores.Length;
        if (n < count) return double.NaN;
        int[] order = [.. Enumerable.Range(0, n)];
        Array.Sort(scores.ToArray(), order);
        double sum = 0;
        for (int i = 0; i < n;)
        {
            int end = i;
            double tied = 0;
            for (; end < n && scores[order[end]] == scores[order[i]]; end++) tied += values[order[end]];
            sum += (Below(end, n, count) - Below(i, n, count)) * tied / (end - i);
            i = end;
        }
        return sum;
    }

    /// <summary>Probability that all of K drawn from n without return are among the lowest m: <c>C(m, K) / C(n, K)</c>.</summary>
    private static double Below(int m, int n, int count)
    {
        double share = 1;
        for (int j = 0; j < count; j++) share *= Math.Max(0, m - j) / (double)(n - j);
        return share;
    }
}
