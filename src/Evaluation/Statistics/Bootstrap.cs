using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>Percentile bootstrap of a mean (Efron 1979), over single values or over whole clusters of values.</summary>
public static class Bootstrap
{
    public const int DefaultRounds = 2000;

    /// <summary>Mean of <paramref name="values"/> with its interval.</summary>
    /// <param name="clusters">
    /// Cluster of each value, for example its scene: values of one scene are not independent, so whole scenes are drawn.
    /// Null when every value is its own cluster.
    /// </param>
    public static MetricInterval Mean(
        ReadOnlySpan<double> values, SeedStream seed, IReadOnlyList<int>? clusters = null, int rounds = DefaultRounds,
        double confidence = 0.95)
    {
        if (values.Length == 0) return new(double.NaN, double.NaN, double.NaN, 0);
        if (clusters is not null) Shape.Require("clusters", clusters.Count, ("values", values.Length));
        var (sums, counts) = Totals(values, clusters);
        var means = new double[rounds];
        for (int r = 0; r < rounds; r++)
        {
            double sum = 0, count = 0;
            for (int i = 0; i < sums.Length; i++)
            {
                int draw = seed.Next(sums.Length);
                sum += sums[draw];
                count += counts[draw];
            }
            means[r] = sum / count;
        }
        double tail = (1 - confidence) / 2;
        return new(sums.Sum() / counts.Sum(), Percentile.Of(means, tail), Percentile.Of(means, 1 - tail), values.Length);
    }

    /// <summary>Share of yes among answers that come in clusters.</summary>
    public static MetricInterval Rate(IEnumerable<bool> answers, SeedStream seed, IReadOnlyList<int> clusters) =>
        Mean([.. answers.Select(a => a ? 1.0 : 0.0)], seed, clusters);

    /// <summary>Mean over classes of the class means: rare classes count as much as frequent ones.</summary>
    /// <param name="classes">Class of each value, 0 to <paramref name="count"/> - 1; every class occurs.</param>
    public static MetricInterval MacroMean(
        IReadOnlyList<double> values, IReadOnlyList<int> classes, int count, SeedStream seed,
        IReadOnlyList<int>? clusters = null, int rounds = DefaultRounds)
    {
        if (values.Count == 0) return new(double.NaN, double.NaN, double.NaN, 0);
        int[][] members = [.. Enumerable.Range(0, values.Count).GroupBy(i => clusters?[i] ?? i).Select(g => g.ToArray())];
        double whole = Macro(Enumerable.Range(0, values.Count));
        // A class that a resample misses says nothing in that round.
        var means = Enumerable.Range(0, rounds)
            .Select(_ => Macro(Enumerable.Range(0, members.Length).SelectMany(_ => members[seed.Next(members.Length)])));
        double[] all = [.. means];
        return new(whole, Percentile.Of(all, 0.025), Percentile.Of(all, 0.975), values.Count);

        double Macro(IEnumerable<int> drawn)
        {
            var sums = new double[count];
            var counts = new int[count];
            foreach (int i in drawn)
            {
                sums[classes[i]] += values[i];
                counts[classes[i]]++;
            }
            double total = 0;
            int seen = 0;
            for (int c = 0; c < count; c++)
            {
                if (counts[c] == 0) continue;
                total += sums[c] / counts[c];
                seen++;
            }
            return total / seen;
        }
    }

    /// <summary>Mean of <c>first - second</c> over pairs.</summary>
    public static MetricInterval PairedDifference(
        ReadOnlySpan<bool> first, ReadOnlySpan<bool> second, SeedStream seed, IReadOnlyList<int>? clusters = null,
        int rounds = DefaultRounds)
    {
        Shape.Require("second of the paired measurements", second.Length, ("pairs", first.Length));
        var differences = new double[first.Length];
        for (int i = 0; i < differences.Length; i++) differences[i] = (first[i] ? 1 : 0) - (second[i] ? 1 : 0);
        return Mean(differences, seed, clusters, rounds);
    }

    /// <summary>Mean of <c>first - second</c> over pairs, for example two methods by seed.</summary>
    /// <exception cref="ForewarnException">Unlike numbers of measurements.</exception>
    public static MetricInterval PairedDifference(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, SeedStream seed, int rounds = DefaultRounds)
    {
        Shape.Require("second of the paired measurements", second.Length, ("pairs", first.Length));
        var differences = new double[first.Length];
        for (int i = 0; i < differences.Length; i++) differences[i] = first[i] - second[i];
        return Mean(differences, seed, null, rounds);
    }

    /// <summary>Any statistic that is a function of sums, for example a ratio or a correlation, over whole clusters.</summary>
    /// <param name="sums">Per cluster its sums, all of one length.</param>
    /// <param name="statistic">Of the totals; rounds in which it is NaN say nothing.</param>
    /// <param name="count">Values behind it, for the record.</param>
    public static MetricInterval OfSums(
        IReadOnlyList<double[]> sums, Func<double[], double> statistic, int count, SeedStream seed, int rounds = DefaultRounds)
    {
        if (sums.Count == 0) return new(double.NaN, double.NaN, double.NaN, 0);
        double whole = statistic(Total(Enumerable.Range(0, sums.Count)));
        double[] drawn = [.. Enumerable.Range(0, rounds)
            .Select(_ => statistic(Total(Enumerable.Range(0, sums.Count).Select(_ => seed.Next(sums.Count)))))
            .Where(v => !double.IsNaN(v))];
        return drawn.Length == 0
            ? new(whole, double.NaN, double.NaN, count)
            : new(whole, Percentile.Of(drawn, 0.025), Percentile.Of(drawn, 0.975), count);

        double[] Total(IEnumerable<int> clusters)
        {
            var total = new double[sums[0].Length];
            foreach (int c in clusters)
                for (int i = 0; i < total.Length; i++) total[i] += sums[c][i];
            return total;
        }
    }

    private static (double[] Sums, double[] Counts) Totals(ReadOnlySpan<double> values, IReadOnlyList<int>? clusters)
    {
        var index = new Dictionary<int, int>();
        var sums = new List<double>();
        var counts = new List<double>();
        for (int i = 0; i < values.Length; i++)
        {
            int key = clusters?[i] ?? i;
            if (!index.TryGetValue(key, out int at))
            {
                index[key] = at = sums.Count;
                sums.Add(0);
                counts.Add(0);
            }
            sums[at] += values[i];
            counts[at]++;
        }
        return ([.. sums], [.. counts]);
    }
}
