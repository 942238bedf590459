using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>The training loss of a diffusion policy that predicts the clean plan; pure functions.</summary>
public static class DiffusionLoss
{
    /// <summary>Smallest weight: high noise levels still learn the mean.</summary>
    public const double LowestWeight = 0.1;

    /// <summary>Largest weight: nearly clean plans do not dominate (min-SNR weighting; Hang et al. 2023, gamma 5).</summary>
    public const double HighestWeight = 5;

    // Keeps the ratio finite at level 0.
    private const double Floor = 1e-3;

    /// <summary><c>sqrt(a) x0 + sqrt(1 - a) e</c>.</summary>
    /// <param name="clean"><c>[B, D]</c>.</param>
    /// <param name="noise"><c>[B, D]</c>, standard normal.</param>
    /// <param name="signal"><c>[B, 1]</c>, share of signal <c>a</c>.</param>
    /// <returns><c>[B, D]</c>.</returns>
    public static Tensor Noised(Tensor clean, Tensor noise, Tensor signal)
    {
        using var scope = NewDisposeScope();
        return (signal.sqrt() * clean + (1 - signal).sqrt() * noise).MoveToOuterDisposeScope();
    }

    /// <summary>The signal-to-noise ratio <c>a / (1 - a)</c>, clamped.</summary>
    /// <param name="signal"><c>[B, 1]</c>.</param>
    /// <returns><c>[B, 1]</c>.</returns>
    public static Tensor Weight(Tensor signal)
    {
        using var scope = NewDisposeScope();
        return (signal / (1 - signal + Floor)).clamp(LowestWeight, HighestWeight).MoveToOuterDisposeScope();
    }

    /// <summary>Mean over batch and plan of the weighted squared error of the predicted clean plan.</summary>
    /// <param name="predicted"><c>[B, D]</c>.</param>
    /// <param name="clean"><c>[B, D]</c>.</param>
    /// <param name="signal"><c>[B, 1]</c>.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Of(Tensor predicted, Tensor clean, Tensor signal)
    {
        using var scope = NewDisposeScope();
        return ((predicted - clean).pow(2) * Weight(signal)).mean().MoveToOuterDisposeScope();
    }
}
