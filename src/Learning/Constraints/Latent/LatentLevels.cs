using Forewarn.Learning.Constraints.Safety;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>
/// Calibrated levels of the heads, each by split conformal on episodes that nothing was trained on. A plan is accepted while every
/// foreseen state has a value above the one level, so that level is set on whole plans: of plans through a lost state, drawn as the
/// calibration's were, at most a share alpha is accepted. In a closed loop plans are drawn otherwise, and the share is only a guide.
/// </summary>
/// <param name="ValueEpsilon">States with a value at or below this are lost.</param>
/// <param name="MarginEpsilon">States with a margin at or below this are in the failure set.</param>
/// <param name="FailureCheckEpsilon">The margin's level set on whole plans as the value's is: what the failure set alone would need.</param>
/// <param name="SupportLimit">Largest distance from the training states.</param>
/// <param name="LostPlans">Number of lost plans behind the first.</param>
/// <param name="FailingStates">Number of failing states behind the second.</param>
public sealed record LatentLevels(
    double ValueEpsilon, double MarginEpsilon, double FailureCheckEpsilon, double SupportLimit, int LostPlans, int FailingStates)
{
    /// <exception cref="Core.ForewarnException">Too few lost plans or failing states for the options' shares.</exception>
    public static LatentLevels Of(LatentHeads heads, LatentSupport support, LatentStates states, LatentSafetyOptions options)
    {
        int[] rows = [.. Enumerable.Range(0, states.Count).Where(i => InShare(states.Episodes[i]) && states.Horizons[i] >= 0)];
        var readings = heads.Read(states, rows);
        double[] failing = [.. readings.Where((_, i) => states.Truths[rows[i]] == LatentTruth.Failing).Select(r => r.Margin)];
        var plans = LatentPlan.Of(heads, states, InShare);
        double[] lost = [.. plans.Where(p => p.IsLost).Select(p => p.LeastValue)];
        double[] lostMargins = [.. plans.Where(p => p.IsLost).Select(p => p.LeastMargin)];
        var x = new float[states.Size];
        double[] distances = [.. rows.Select(row =>
        {
            heads.Standardize(states.Latent(row), x);
            return support.Distance(x);
        })];
        return new(SafetyCalibration.Margin(lost, options.Alpha), SafetyCalibration.Margin(failing, options.Alpha),
            SafetyCalibration.Margin(lostMargins, options.Alpha), SafetyCalibration.Margin(distances, options.SupportAlpha), lost.Length, failing.Length);

        static bool InShare(long episode) => LatentSplit.Of(episode) == LatentShare.Calibration;
    }
}
