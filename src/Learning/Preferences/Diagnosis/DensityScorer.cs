using Forewarn.Learning.Preferences.Roads;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>
/// The local reward model of a diagnosis: log-density of the chosen plans less that of all judged plans, as a policy tuned on them
/// would be more likely to write one and not the other. Gaussian kernels; the scale is fitted by Bradley-Terry.
/// </summary>
public sealed class DensityScorer : IPlanScorer
{
    private readonly double[][] _chosen, _all;
    private readonly double _width, _scale;

    private DensityScorer(double[][] chosen, double[][] all, double width, double scale) =>
        (_chosen, _all, _width, _scale) = (chosen, all, width, scale);

    /// <param name="pairs">Standardized (chosen, rejected).</param>
    public static DensityScorer Fit(IReadOnlyList<(double[] Chosen, double[] Rejected)> pairs)
    {
        double[][] chosen = [.. pairs.Select(p => p.Chosen)], all = [.. chosen, .. pairs.Select(p => p.Rejected)];
        int dimension = Math.Max(1, chosen[0].Length);
        // Scott's rule (1992) for unit variance.
        double width = Math.Pow(chosen.Length, -1.0 / (dimension + 4));
        double[] margins = [.. pairs.Select(p => Ratio(p.Chosen, p.Chosen) - Ratio(p.Rejected, p.Rejected))];
        return new(chosen, all, width, BestScale(margins));

        // Without the plan itself, or every training plan would be likeliest where it stands.
        double Ratio(double[] plan, double[] without) =>
            LogDensity(plan, chosen, width, without) - LogDensity(plan, all, width, without);
    }

    public double Score(double[] plan) => _scale * (LogDensity(plan, _chosen, _width, null) - LogDensity(plan, _all, _width, null));

    /// <summary>Newton's method on the mean log-loss of <c>scale · margin</c>, with a slight pull to zero.</summary>
    private static double BestScale(double[] margins)
    {
        double scale = 0;
        for (int i = 0; i < 50; i++)
        {
            double slope = margins.Average(m => -m * BradleyTerry.Sigmoid(-scale * m)) + 1e-3 * scale;
            double bend = margins.Average(m => m * m * BradleyTerry.Sigmoid(scale * m) * BradleyTerry.Sigmoid(-scale * m)) + 1e-3;
            scale -= Math.Clamp(slope / bend, -1, 1);
        }
        return scale;
    }

    private static double LogDensity(double[] plan, double[][] centers, double width, double[]? without)
    {
        double most = double.NegativeInfinity, sum = 0;
        int count = 0;
        foreach (double[] center in centers)
        {
            if (ReferenceEquals(center, without)) continue;
            double exponent = -PlanSpace.SquareDistance(plan, center) / (2 * width * width);
            if (exponent > most)
            {
                sum *= Math.Exp(most - exponent);
                most = exponent;
            }
            sum += Math.Exp(exponent - most);
            count++;
        }
        return count == 0 ? 0 : most + Math.Log(sum / count);
    }
}
