using Forewarn.Learning.Constraints.Safety;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>
/// Calibrated levels of the heads, each by split conformal on episodes that nothing was trained on. A plan is accepted while every
/// foreseen state has a value above the one level, so that level is set on whole plans: of plans through a lost state, drawn as the
/// calibration's were, at most a share alpha is accepted. In a closed loop plans are drawn otherwise, and the share is only a guide.
/// </summary>
/// <param name="ValueEpsilon">States with a value at or below this are lost.</param>
/// <param name="FailureCheckEpsilon">The margin's level set on whole plans as the value's is: what the failure set alone would need.</param>
/// <param name="SupportLimit">Largest distance from the training states.</param>
/// <param name="LostPlans">Number of lost plans behind the two levels of plans.</param>
public sealed record LatentLevels(
    double ValueEpsilon, double FailureCheckEpsilon, double SupportLimit, int LostPlans)
{
    /// <summary>
    /// States with a margin at or below this are in the failure set: its own edge. A failure that imagination misses has the margin of an
    /// upright mug, so a level that caught all but a few of those would call every state failing.
    /// </summary>
    public const double MarginEpsilon = 0;

    /// <exception cref="Core.ForewarnException">Too few lost plans or states for the options' shares.</exception>
    public static LatentLevels Of(LatentHeads heads, LatentSupport support, LatentStates states, LatentSafetyOptions options)
    {
        int[] rows = [.. Enumerable.Range(0, states.Count).Where(i => InShare(states.Episodes[i]) && states.Horizons[i] >= 0)];
        var plans = LatentPlan.Of(heads, states, InShare);
        double[] lost = [.. plans.Where(p => p.IsLost).Select(p => p.LeastValue)];
        double[] lostMargins = [.. plans.Where(p => p.IsLost).Select(p => p.LeastMargin)];
        var x = new float[states.Size];
        double[] distances = [.. rows.Select(row =>
        {
            heads.Standardize(states.Latent(row), x);
            return support.Distance(x);
        })];
        return new(SafetyCalibration.Margin(lost, options.Alpha), SafetyCalibration.Margin(lostMargins, options.Alpha),
            SafetyCalibration.Margin(distances, options.SupportAlpha), lost.Length);

        static bool InShare(long episode) => LatentSplit.Of(episode) == LatentShare.Calibration;
    }
}
