using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Split-conformal calibration of a choice (Vovk et al. 2005): which options to keep so that one that fulfills the wish is among them with a
/// probability of at least <c>1 - alpha</c>, over scenes and wishes like those it was calibrated on.
/// </summary>
/// <param name="Alpha">Share of decisions whose options may lack a fitting one.</param>
/// <param name="LeastChance">Options of at least this probability are kept.</param>
/// <param name="Count">Decisions it was calibrated on.</param>
public sealed record ConformalThreshold(double Alpha, double LeastChance, int Count)
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

    /// <summary>Indices of the options that stay; the last is "none of these".</summary>
    /// <param name="chances"><c>[K + 1]</c>, sums to 1.</param>
    public int[] Keep(ReadOnlySpan<double> chances)
    {
        var kept = new List<int>();
        for (int i = 0; i < chances.Length; i++) if (chances[i] >= LeastChance) kept.Add(i);
        return [.. kept];
    }
}
