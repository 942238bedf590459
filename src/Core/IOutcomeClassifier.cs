namespace Forewarn.Core;

/// <summary>Mode-and-outcome classifier on imagined latents: the cheap rung, and a baseline in evaluations.</summary>
public interface IOutcomeClassifier
{
    IReadOnlyList<string> Classes { get; }

    /// <returns><c>[K, C]</c> probabilities.</returns>
    ValueTask<float[]> ClassifyAsync(LatentRollout rollout, CancellationToken deadline);
}
