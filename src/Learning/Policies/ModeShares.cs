using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Learning.Policies;

/// <summary>
/// How often each mode is sampled in each decision. The average over decisions hides a policy that has learned one
/// mode per scene by heart; the low quantiles over decisions do not.
/// </summary>
public sealed class ModeShares
{
    private readonly IReadOnlyList<IReadOnlyList<string?>> _decisions;

    /// <param name="decisions"><c>[decisions][samples]</c>: mode of every sampled plan, null for none.</param>
    public ModeShares(IReadOnlyList<IReadOnlyList<string?>> decisions)
    {
        if (decisions.Count == 0 || decisions.Any(d => d.Count == 0))
            throw new ForewarnException("mode shares: found no decision or a decision without plans, wanted at least one of each.");
        _decisions = decisions;
        Modes = decisions.SelectMany(d => d).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray();
    }

    /// <summary>Every mode that occurs, in ordinal order.</summary>
    public IReadOnlyList<string> Modes { get; }

    public int Decisions => _decisions.Count;

    /// <summary>Share of samples, over all decisions, that belong to no mode.</summary>
    public double Unassigned => _decisions.Average(d => d.Count(m => m is null) / (double)d.Count);

    /// <summary>Average share of a mode over decisions.</summary>
    public double Mean(string mode) => Shares(mode).Average();

    /// <inheritdoc cref="Mean"/>
    public MetricInterval MeanInterval(string mode) => MetricInterval.OfMean(Shares(mode));

    /// <summary>Quantile over decisions of a mode's share, linearly interpolated.</summary>
    public double Quantile(string mode, double quantile)
    {
        var shares = Shares(mode);
        Array.Sort(shares);
        double at = quantile * (shares.Length - 1);
        int low = (int)Math.Floor(at), high = (int)Math.Ceiling(at);
        return shares[low] + (shares[high] - shares[low]) * (at - low);
    }

    /// <summary>Share of decisions in which the mode occurs among the first <paramref name="count"/> samples.</summary>
    public double CoveredByFirst(string mode, int count) =>
        _decisions.Average(d => d.Take(count).Any(m => Belongs(m, mode)) ? 1.0 : 0.0);

    /// <summary>
    /// Whether a sampled mode counts for a wished one: the same name, or a finer one such as <c>rim-left</c> for
    /// <c>rim</c>.
    /// </summary>
    public static bool Belongs(string? mode, string wished) =>
        mode is not null && mode.StartsWith(wished, StringComparison.OrdinalIgnoreCase)
        && (mode.Length == wished.Length || !char.IsLetterOrDigit(mode[wished.Length]));

    /// <summary>Metrics of the given modes (all that occur when none is given).</summary>
    public IReadOnlyDictionary<string, double> Metrics(IReadOnlyList<string>? modes = null)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["share/none"] = Unassigned };
        foreach (var mode in Modes.Concat(modes ?? []).Distinct())
        {
            metrics[$"share/{mode}/mean"] = Mean(mode);
            foreach (int percent in (int[])[5, 25, 50, 75])
                metrics[string.Create(CultureInfo.InvariantCulture, $"share/{mode}/p{percent}")] = Quantile(mode, percent / 100.0);
            metrics[$"first6/{mode}"] = CoveredByFirst(mode, 6);
        }
        return metrics;
    }

    private double[] Shares(string mode) =>
        _decisions.Select(d => d.Count(m => Belongs(m, mode)) / (double)d.Count).ToArray();
}
