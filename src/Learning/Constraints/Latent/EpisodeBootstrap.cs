using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>
/// Intervals of figures over states that come in episodes: states of one episode are alike, so whole episodes are drawn again, not states.
/// </summary>
internal sealed class EpisodeBootstrap
{
    private const int Draws = 300;
    private readonly Dictionary<long, int> _numbers;
    private readonly double[][] _weights;

    /// <param name="episodes">Episode of every item, any number of items each.</param>
    public EpisodeBootstrap(IEnumerable<long> episodes, SeedStream seed)
    {
        _numbers = episodes.Distinct().Order().Select((e, i) => (e, i)).ToDictionary(p => p.e, p => p.i);
        _weights = [.. Enumerable.Range(0, Draws).Select(_ =>
        {
            var weights = new double[_numbers.Count];
            for (int i = 0; i < weights.Length; i++) weights[seed.Next(weights.Length)]++;
            return weights;
        })];
    }

    /// <summary>Share of hits among items.</summary>
    public MetricInterval Share(IReadOnlyList<(long Episode, bool Hit)> items)
    {
        int[] numbers = [.. items.Select(i => _numbers[i.Episode])];
        int hits = items.Count(i => i.Hit);
        // Without a hit, or with hits alone, every draw says the same: Wilson's interval over the episodes does not.
        if (hits == 0 || hits == items.Count)
        {
            int episodes = numbers.Distinct().Count();
            return MetricInterval.OfShare(hits == 0 ? 0 : episodes, episodes) with { Count = items.Count };
        }
        return Interval(items.Count, weights =>
        {
            double all = 0, hit = 0;
            for (int i = 0; i < numbers.Length; i++)
            {
                all += weights[numbers[i]];
                if (items[i].Hit) hit += weights[numbers[i]];
            }
            return hit / all;
        });
    }

    /// <summary>Area under the curve: how often a lost item scores below a safe one.</summary>
    public MetricInterval Area(IReadOnlyList<(long Episode, double Score, bool Lost)> items)
    {
        var ordered = items.OrderBy(i => i.Score).Select(i => (Number: _numbers[i.Episode], i.Lost)).ToArray();
        return Interval(items.Count(i => i.Lost), weights =>
        {
            double below = 0, safe = 0, area = 0;
            foreach (var (number, lost) in ordered)
            {
                double w = weights[number];
                if (lost) below += w;
                else (safe, area) = (safe + w, area + w * below);
            }
            return area / (below * safe);
        });
    }

    /// <summary>Called and truly lost over called or truly lost.</summary>
    public MetricInterval Overlap(IReadOnlyList<(long Episode, bool Called, bool Lost)> items)
    {
        int[] numbers = [.. items.Select(i => _numbers[i.Episode])];
        return Interval(items.Count(i => i.Lost), weights =>
        {
            double both = 0, either = 0;
            for (int i = 0; i < numbers.Length; i++)
            {
                if (items[i].Called && items[i].Lost) both += weights[numbers[i]];
                if (items[i].Called || items[i].Lost) either += weights[numbers[i]];
            }
            return both / either;
        });
    }

    private MetricInterval Interval(int count, Func<double[], double> figure)
    {
        double[] once = [.. Enumerable.Repeat(1.0, _numbers.Count)];
        double[] drawn = [.. _weights.Select(figure).Where(double.IsFinite).Order()];
        double value = figure(once);
        return drawn.Length == 0 ? new(value, 0, 1, count)
            : new(value, drawn[(int)(0.025 * (drawn.Length - 1))], drawn[(int)Math.Ceiling(0.975 * (drawn.Length - 1))], count);
    }
}
