namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>
/// A policy with one weight for all answers, <c>π(a) ∝ reference(a) exp(w f(a))</c>: raising the winner raises every answer with the
/// same feature, seen or not.
/// </summary>
/// <param name="Feature"><c>[K]</c>.</param>
public sealed record SharedFeaturePolicy(CoverageWorld World, double[] Feature)
{
    private const double Range = 40;

    /// <summary>In the sparse world the unseen answer has three times the winner's feature.</summary>
    public static SharedFeaturePolicy Sparse { get; } = new(CoverageWorld.Sparse, [1, 0, 3]);

    /// <returns><c>[K]</c>.</returns>
    public double[] Probabilities(double weight) => Distribution.Tilted(World.Reference, [.. Feature.Select(f => weight * f)]);

    /// <summary>
    /// The weight with the lowest loss <c>DPO + klWeight KL(π || reference)</c>; DPO where the weight of the KL is 0. The loss is not
    /// convex: with little weight there is a valley near the reference and one far from it, so the whole range is searched.
    /// </summary>
    public double BestHypo(double klWeight) => GlobalMinimum.Of(
        w => World.Hypo(Probabilities(w), klWeight),
        w => World.DpoSlope(Probabilities(w)) * (Feature[0] - Feature[1]) + klWeight * KlSlope(w), -Range, Range);

    /// <summary>
    /// RLHF with this policy class: the weight that maximizes <c>E r - beta KL</c> for a reward model that may be wrong where the data
    /// say nothing.
    /// </summary>
    /// <param name="rewardModel"><c>[K]</c>.</param>
    public double BestRlhf(double[] rewardModel) => GlobalMinimum.Of(
        w => -Distribution.SoftObjective(Probabilities(w), rewardModel, World.Reference, World.Beta),
        w => World.Beta * KlSlope(w) - Covariance(Probabilities(w), Feature, rewardModel), -Range, Range);

    // dKL/dw = Cov(f, ln π/reference) = w Var(f), since ln π/reference is w f up to a constant.
    private double KlSlope(double weight) => weight * Covariance(Probabilities(weight), Feature, Feature);

    private static double Covariance(double[] p, double[] f, double[] g)
    {
        double f0 = Distribution.Mean(p, f), g0 = Distribution.Mean(p, g), sum = 0;
        for (int i = 0; i < p.Length; i++) sum += p[i] * (f[i] - f0) * (g[i] - g0);
        return sum;
    }
}
