using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>Arithmetic of option scores.</summary>
internal static class OptionScores
{
    /// <summary>Every row is normalized over its options, then probabilities (not logarithms) are averaged.</summary>
    /// <param name="scores"><c>[P][K + 1]</c> log-probabilities by option, last = "none of these".</param>
    /// <returns><c>[K + 1]</c>, sums to 1.</returns>
    /// <exception cref="ForewarnException">The shape is wrong, or a row holds no usable number.</exception>
    public static double[] Average(double[][] scores, int orders, int options)
    {
        Shape.Require("reader scores", scores.Length, ("P", orders));
        var mean = new double[options + 1];
        foreach (double[] row in scores)
        {
            Shape.Require("reader scores row", row.Length, ("K + 1", options + 1));
            double top = row.Max();
            if (row.Any(double.IsNaN) || !double.IsFinite(top))
                throw new ForewarnException("reader scores: found NaN or nothing finite, wanted log-probabilities.");
            double sum = row.Sum(v => Math.Exp(v - top));
            for (int i = 0; i < row.Length; i++) mean[i] += Math.Exp(row[i] - top) / sum / orders;
        }
        return mean;
    }

    /// <summary>Probability of a mode's line of text, which modes with the same line split in the scores.</summary>
    public static double OfText(Verdict verdict, int mode) =>
        verdict.Narrations.Count == 0
            ? verdict.Scores[mode]
            : verdict.Narrations.Where(n => n.Text == verdict.Narrations[mode].Text).Sum(n => verdict.Scores[n.Mode]);

    /// <summary>How well each mode fits against the best option or "none of these", <c>[K]</c> in 0..1.</summary>
    public static double[] Fits(Verdict verdict)
    {
        double[] fits = [.. Enumerable.Range(0, verdict.Scores.Length - 1).Select(k => OfText(verdict, k))];
        double top = Math.Max(fits.Max(), verdict.Scores[^1]);
        return top > 0 ? [.. fits.Select(f => f / top)] : fits;
    }
}
