using Forewarn.Core;

namespace Forewarn.Evaluation.Statistics;

/// <summary>
/// The interquartile mean of several learning curves with its pointwise 95 % band: whole runs are drawn again, stratified by task, so
/// that a band is made of curves and not of unrelated points.
/// </summary>
/// <param name="Steps">Within the range that every run covers.</param>
/// <param name="Middle">As many as steps.</param>
/// <param name="Runs">Number of curves.</param>
public sealed record CurveBand(
    IReadOnlyList<double> Steps, IReadOnlyList<double> Middle, IReadOnlyList<double> Low, IReadOnlyList<double> High, int Runs)
{
    private const int MostPoints = 300;

    /// <param name="curves">At least one, none empty; their steps may differ.</param>
    /// <param name="tasks">Task of each curve; null = all of one task.</param>
    /// <exception cref="ForewarnException">There is no step that all of them cover.</exception>
    public static CurveBand Of(
        IReadOnlyList<LearningCurve> curves, SeedStream seed, IReadOnlyList<int>? tasks = null,
        int rounds = StratifiedBootstrap.DefaultRounds)
    {
        var (from, to) = CommonRange(curves);
        var known = curves.SelectMany(c => c.Steps).Where(s => s >= from && s <= to).Append(from).Append(to);
        double[] steps = Thinned([.. known.Distinct().Order()]);
        int[][] draws = StratifiedBootstrap.Draws(tasks ?? new int[curves.Count], seed, curves.Count == 1 ? 1 : rounds);
        double[] middle = new double[steps.Length], low = new double[steps.Length], high = new double[steps.Length];
        double[] heights = new double[curves.Count], sample = new double[curves.Count], means = new double[draws.Length];
        for (int t = 0; t < steps.Length; t++)
        {
            for (int c = 0; c < heights.Length; c++) heights[c] = curves[c].At(steps[t]);
            for (int r = 0; r < draws.Length; r++)
            {
                for (int c = 0; c < sample.Length; c++) sample[c] = heights[draws[r][c]];
                means[r] = InterquartileMean.OfScratch(sample);
            }
            var interval = StratifiedBootstrap.Interval(InterquartileMean.Of(heights), means, curves.Count, 0.95);
            (middle[t], low[t], high[t]) = (interval.Value, interval.Low, interval.High);
        }
        return new(steps, middle, low, high, curves.Count);
    }

    /// <summary>First and last step that all curves cover.</summary>
    /// <exception cref="ForewarnException">There is none.</exception>
    public static (double From, double To) CommonRange(IReadOnlyList<LearningCurve> curves)
    {
        double from = curves.Max(c => c.Steps[0]), to = curves.Min(c => c.Steps[^1]);
        return from <= to ? (from, to) : throw ForewarnException.Of(
            "learning curves", $"one that starts at step {from} and one that ends at step {to}", "a range that all of them cover",
            "Leave the short run out, or resume it.", ExitCode.Usage);
    }

    // A picture has no more columns than this, and every point costs a bootstrap.
    private static double[] Thinned(double[] steps) => steps.Length <= MostPoints
        ? steps
        : [.. Enumerable.Range(0, MostPoints).Select(i => steps[(int)((long)i * (steps.Length - 1) / (MostPoints - 1))])];
}
