using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Split-conformal calibration of a choice (Vovk et al. 2005): which options to keep so that one that fulfills the wish is among them with a
/// probability of at least <c>1 - alpha</c>, over scenes and wishes like those it was calibrated on.
/// </summary>
/// <param name="Alpha">Share of decisions whose options may lack a fitting one.</param>
/// <param name="LeastChance">Options of at least this probability are kept.</param>
/// <param name="Count">Decisions it was calibrated on.</param>
/// <param name="LeastOffered">Once there is a question, options of at least this probability are among its answers; 0 offers all.</param>
public sealed record ConformalThreshold(double Alpha, double LeastChance, int Count, double LeastOffered = 0)
{
    /// <param name="fitting">
    /// Per calibration decision, the greatest probability that the reader gave to an option that fulfilled the wish; that of "none of these" where none did.
    /// </param>
    /// <exception cref="ForewarnException">Alpha is out of range, a probability is, or there are too few for this alpha.</exception>
    public static ConformalThreshold Of(IReadOnlyList<double> fitting, double alpha)
    {
        if (alpha is not (> 0 and < 1))
            throw ForewarnException.Of("alpha", $"{alpha}", "above 0, below 1", "0.1 keeps a fitting option in nine of ten decisions.", ExitCode.Usage);
        if (fitting.FirstOrDefault(p => p is not (>= 0 and <= 1), 0) is var odd and not 0)
            throw ForewarnException.Of("calibration", $"a probability of {odd}", "0 to 1", "Collect the calibration decisions again.");
        // The ceil((n + 1)(1 - alpha))-th smallest of 1 - p: the floor((n + 1) alpha)-th smallest of p.
        int rank = (int)Math.Floor((fitting.Count + 1) * alpha);
        if (rank < 1)
            throw ForewarnException.Of("calibration", $"{fitting.Count} decisions", $"at least {(int)Math.Ceiling(1 / alpha) - 1} for alpha {alpha}",
                "Collect more, or allow a larger alpha.", ExitCode.Usage);
        return new(alpha, fitting.Order().ElementAt(rank - 1), fitting.Count);
    }

    /// <summary>
    /// What a question offers: a person has one way in mind, and it is rarely the only one left. One more answer costs little, so of the ways that
    /// were meant in questions about calibration decisions at most a share of half <see cref="Alpha"/> may be left out.
    /// </summary>
    /// <param name="meant">
    /// Per calibration decision that would be asked about and whose plans hold what the person has in mind, the probability of that option.
    /// </param>
    public ConformalThreshold Offering(IReadOnlyList<double> meant)
    {
        // With too few for that share, nothing as probable as the least probable of them is left out.
        int rank = Math.Max(1, (int)Math.Floor((meant.Count + 1) * Alpha / 2));
        return this with { LeastOffered = meant.Count == 0 ? 0 : Math.Min(LeastChance, meant.Order().ElementAt(rank - 1)) };
    }

    /// <summary>Indices of the options that stay; the last is "none of these".</summary>
    /// <param name="chances"><c>[K + 1]</c>, sums to 1.</param>
    public int[] Keep(ReadOnlySpan<double> chances)
    {
        var kept = new List<int>();
        for (int i = 0; i < chances.Length; i++) if (chances[i] >= LeastChance) kept.Add(i);
        return [.. kept];
    }
}
