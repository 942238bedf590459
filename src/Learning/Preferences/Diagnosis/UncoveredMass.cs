namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>
/// Share of a policy's draws that lie further from every logged plan than 99 % of the logged plans lie from one another.
/// </summary>
/// <param name="Radius">99th percentile of a logged plan's distance to the nearest other, standard deviations per number.</param>
/// <param name="Policy">Share of the policy's draws beyond it.</param>
/// <param name="Reference">Share of the reference's; null without draws.</param>
/// <param name="MedianDistance">Median distance of the policy's draws, in units of the logged plans' own median.</param>
public sealed record UncoveredMass(double Radius, double Policy, double? Reference, double MedianDistance)
{
    /// <summary>Share of draws beyond the radius: policy over reference, each with one draw added so that none is divided by.</summary>
    public double? Drift(int policyDraws, int referenceDraws) => Reference is not { } reference
        ? null
        : (Policy * policyDraws + 1) / (policyDraws + 1) / ((reference * referenceDraws + 1) / (referenceDraws + 1));

    /// <param name="logged">Standardized plans <c>[N][D]</c>, two or more.</param>
    /// <param name="policy">Standardized draws.</param>
    /// <param name="reference">Standardized draws; may be empty.</param>
    public static UncoveredMass Of(double[][] logged, double[][] policy, double[][] reference)
    {
        double[] own = [.. logged.Select((plan, i) => Nearest(plan, logged, i))];
        double radius = Quantile(own, 0.99), median = Quantile(own, 0.5);
        double[] drawn = [.. policy.Select(plan => Nearest(plan, logged, -1))];
        return new(radius, Beyond(drawn, radius),
            reference.Length == 0 ? null : Beyond([.. reference.Select(plan => Nearest(plan, logged, -1))], radius),
            median == 0 ? double.NaN : Quantile(drawn, 0.5) / median);
    }

    private static double Beyond(double[] distances, double radius) => distances.Count(d => d > radius) / (double)distances.Length;

    private static double Nearest(double[] plan, double[][] logged, int except)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < logged.Length; i++)
            if (i != except) least = Math.Min(least, PlanSpace.SquareDistance(plan, logged[i]));
        return Math.Sqrt(least / plan.Length);
    }

    /// <summary>With linear interpolation between order statistics.</summary>
    private static double Quantile(double[] values, double share)
    {
        double[] sorted = [.. values.Order()];
        double position = share * (sorted.Length - 1);
        int below = (int)position, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
