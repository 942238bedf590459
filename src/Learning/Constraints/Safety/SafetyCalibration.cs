using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Safety;

/// <summary>
/// Split-conformal margin of a safety critic: the level below which all but a share alpha of truly lost states have their value. A state whose value
/// exceeds it is lost with probability at most alpha among lost ones, for states drawn as the calibration states were; a closed loop draws otherwise.
/// </summary>
public static class SafetyCalibration
{
    /// <param name="lostValues">The critic's values at states that are truly lost.</param>
    /// <param name="alpha">Share of lost states that may be called safe.</param>
    /// <exception cref="ForewarnException">Too few states for such an alpha, or alpha outside of 0 to 1.</exception>
    public static double Margin(IReadOnlyList<double> lostValues, double alpha)
    {
        int rank = (int)Math.Ceiling((lostValues.Count + 1) * (1 - alpha));
        if (alpha is not (> 0 and < 1) || rank > lostValues.Count)
            throw ForewarnException.Of("safety calibration", $"{lostValues.Count} lost states for alpha {alpha}",
                alpha is > 0 and < 1 ? $"at least {Math.Ceiling(1 / alpha) - 1:F0}" : "alpha between 0 and 1", "Collect more, or ask for less.",
                ExitCode.Usage);
        return lostValues.Order().ElementAt(rank - 1);
    }
}
