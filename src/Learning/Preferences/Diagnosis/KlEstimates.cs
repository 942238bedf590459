using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>
/// Estimates of <c>KL(π | π_ref)</c> per decision from draws of π, with <c>l = ln π/π_ref</c>: <c>k1 = l</c> (unbiased),
/// <c>k2 = l²/2</c> (less noise, biased), <c>k3 = exp(-l) - 1 + l</c> (unbiased, never negative).
/// </summary>
public sealed record KlEstimates(MetricInterval K1, MetricInterval K2, MetricInterval K3)
{
    public static KlEstimates Of(IReadOnlyCollection<double> logRatios) => new(
        MetricInterval.OfMean([.. logRatios]),
        MetricInterval.OfMean([.. logRatios.Select(l => ReverseKl.Estimate(l).K2)]),
        MetricInterval.OfMean([.. logRatios.Select(l => ReverseKl.Estimate(l).K3)]));

    /// <summary>
    /// <c>4 R'/β</c>: no soft-optimal policy of a reward model with <c>|r| ≤ R'</c> is further from its reference, whatever the data.
    /// </summary>
    public static double Ceiling(double rewardBound, double beta) => 4 * rewardBound / beta;
}
