using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>How well logged plans cover the policy, by importance ratios <c>w = π(y|x)/μ(y|x)</c> on plans drawn from μ.</summary>
/// <param name="MaxLogRatio">ln of the largest self-normalized ratio, <c>max w / mean w</c>.</param>
/// <param name="SecondMoment"><c>E_π[w] = E_μ[w²]</c>, self-normalized: 1 for the logging policy itself.</param>
/// <param name="EssFraction"><c>(Σ w)² / (n Σ w²)</c>, in (0, 1].</param>
/// <param name="ChiSquare"><c>χ²(π | μ) = E_μ[w²] - 1</c>.</param>
public sealed record Coverage(double MaxLogRatio, double SecondMoment, double EssFraction, double ChiSquare, int Count)
{
    /// <param name="logRatios"><c>ln π - ln μ</c> of every logged plan.</param>
    /// <exception cref="ForewarnException">None.</exception>
    public static Coverage Of(IReadOnlyCollection<double> logRatios)
    {
        if (logRatios.Count == 0)
            throw ForewarnException.Of("importance ratios", "none", "at least one", "Log the behavior's log-probabilities.");
        // Ratios are only used up to a factor, so the largest is made 1 and nothing overflows.
        double most = logRatios.Max(), sum = 0, squares = 0;
        foreach (double l in logRatios)
        {
            double w = Math.Exp(l - most);
            sum += w;
            squares += w * w;
        }
        double n = logRatios.Count, ess = sum * sum / (n * squares);
        return new(Math.Log(n / sum), 1 / ess, ess, 1 / ess - 1, logRatios.Count);
    }
}
