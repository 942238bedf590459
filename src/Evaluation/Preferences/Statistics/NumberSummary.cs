using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Preferences;

/// <summary>Spread of a number over the rows that have it.</summary>
public sealed record NumberSummary(int Count, double Mean, double Least, double Tenth, double Median, double NinetyTenth, double Most)
{
    /// <returns>Null when no row has the number.</returns>
    public static NumberSummary? Of(IEnumerable<double?> values)
    {
        double[] known = [.. values.OfType<double>()];
        return known.Length == 0
            ? null
            : new(known.Length, known.Average(), known.Min(), Percentile.Of(known, 0.1), Percentile.Of(known, 0.5), Percentile.Of(known, 0.9), known.Max());
    }
}
