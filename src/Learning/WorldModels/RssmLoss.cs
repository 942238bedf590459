using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.WorldModels;

/// <summary>The terms of the world-model loss, as pure functions.</summary>
public static class RssmLoss
{
    /// <summary>Deviation from the mean picture above which a pixel counts as foreground.</summary>
    private const double Foreground = 0.12;

    /// <summary>
    /// KL divergence of diagonal Gaussians, summed over the last axis: <c>[.., z]</c> to <c>[..]</c>.
    /// </summary>
    public static Tensor Kl(Gaussian q, Gaussian p) =>
        (p.Std.log() - q.Std.log() + (q.Std.pow(2) + (q.Mean - p.Mean).pow(2)) / (2 * p.Std.pow(2)) - 0.5).sum(-1);

    /// <summary>
    /// Trains the prior toward the posterior (DreamerV3, eq. 4, dynamics term), never below the free nats.
    /// </summary>
    public static Tensor Dynamics(Gaussian posterior, Gaussian prior, double freeNats) =>
        Kl(posterior.Detach(), prior).clamp_min(freeNats);

    /// <summary>
    /// Keeps the posterior predictable (DreamerV3, eq. 4, representation term), never below the free nats.
    /// </summary>
    public static Tensor Representation(Gaussian posterior, Gaussian prior, double freeNats) =>
        Kl(posterior, prior.Detach()).clamp_min(freeNats);

    /// <summary>
    /// Squared error per picture <c>[N, C, R, R]</c> to <c>[N]</c>, in units of a 64x64 picture so that sizes compare;
    /// pixels that differ from the mean picture weigh <c>1 + foreground</c>.
    /// </summary>
    /// <param name="target">Pictures around the mean picture.</param>
    public static Tensor Image(Tensor predicted, Tensor target, double foreground)
    {
        double units = 64.0 * 64 / (target.shape[^1] * target.shape[^2]);
        var error = (predicted - target).pow(2);
        if (foreground > 0) error = error * (1 + foreground * (target.abs() > Foreground).to(ScalarType.Float32));
        return error.sum([1, 2, 3]) * units;
    }

    /// <summary>Weighted squared error of standardised states: <c>[.., S]</c> to <c>[..]</c>.</summary>
    /// <param name="weights"><c>[S]</c>.</param>
    public static Tensor State(Tensor predicted, Tensor target, Tensor weights) =>
        ((predicted - target).pow(2) * weights).sum(-1);
}
