using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// <c>KL(π || π_ref)</c> from samples of π itself. Its gradient must pass through the sampling: it is the score-function form
/// <c>E[(k - b) ∇ ln π]</c> with the log-ratio <c>k = ln π/π_ref</c> held fixed. Differentiating the plain mean of k gives zero in expectation.
/// </summary>
public static class ReverseKl
{
    /// <summary>Estimators from log-ratios of samples of π: k1 (unbiased), k2 (biased, positive), k3 (unbiased, positive).</summary>
    public static (double K1, double K2, double K3) Estimate(ReadOnlySpan<double> logRatios)
    {
        double k1 = 0, k2 = 0, k3 = 0;
        foreach (double k in logRatios)
        {
            var one = Estimate(k);
            k1 += one.K1;
            k2 += one.K2;
            k3 += one.K3;
        }
        int n = logRatios.Length;
        return (k1 / n, k2 / n, k3 / n);
    }

    /// <summary>The same from one sample.</summary>
    public static (double K1, double K2, double K3) Estimate(double logRatio) => (logRatio, logRatio * logRatio / 2, Math.Exp(-logRatio) - 1 + logRatio);

    /// <summary>A scalar whose gradient is the gradient of the KL; its value has no meaning.</summary>
    /// <param name="logProb"><c>ln π</c> of the samples with gradient, <c>[P perPrompt]</c>, those of a prompt side by side.</param>
    /// <param name="reference"><c>ln π_ref</c> of the same, <c>[P perPrompt]</c>.</param>
    /// <param name="perPrompt">2 or more: the others of a prompt are the baseline of each.</param>
    public static Tensor Surrogate(Tensor logProb, Tensor reference, int perPrompt)
    {
        using var scope = NewDisposeScope();
        var ratio = (logProb.detach() - reference).view(-1, perPrompt);
        return (Baselines.LeaveOneOut(ratio).view(-1) * logProb).mean().MoveToOuterDisposeScope();
    }
}
