namespace Forewarn.Evaluation.Statistics;

/// <summary>
/// Quantile of the standard normal distribution (Acklam's rational approximation, relative error below 1.2e-9).
/// </summary>
public static class NormalQuantile
{
    private static readonly double[] A =
        [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716, 2.506628277459239];
    private static readonly double[] B =
        [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
    private static readonly double[] C =
        [-7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
    private static readonly double[] D = [7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416];

    /// <param name="probability">In (0, 1).</param>
    public static double Of(double probability)
    {
        if (!(probability > 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "wanted a probability inside (0, 1)");
        const double low = 0.02425;
        if (probability > 1 - low) return -Of(1 - probability);
        if (probability < low)
        {
            double t = Math.Sqrt(-2 * Math.Log(probability));
            return Horner(C, t) / (Horner(D, t) * t + 1);
        }
        double q = probability - 0.5, r = q * q;
        return Horner(A, r) * q / (Horner(B, r) * r + 1);
    }

    private static double Horner(double[] coefficients, double x)
    {
        double sum = 0;
        foreach (double c in coefficients) sum = sum * x + c;
        return sum;
    }
}
