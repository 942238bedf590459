using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// A policy that can be tuned by preferences: it draws samples and says how likely they are under any weights of its layout.
/// Losses see nothing but these log-probabilities, so the same loss serves tokens, denoising chains, Gaussians and choices.
/// </summary>
public interface IPreferencePolicy
{
    /// <summary>The weights that are tuned.</summary>
    ParameterStore Parameters { get; }

    /// <summary>Draws from the present weights; randomness shared within a prompt (initial noise) belongs to the prompt.</summary>
    /// <param name="prompts">Indices of prompts the policy knows, <c>[P]</c>.</param>
    /// <returns><c>P perPrompt</c> samples, those of a prompt side by side.</returns>
    SampleBatch Draw(IReadOnlyList<int> prompts, int perPrompt, SeedStream seed);

    /// <param name="weights"><see cref="Parameters"/> or a frozen copy.</param>
    /// <returns><c>[B]</c>; with gradient where the weights have one.</returns>
    Tensor LogProb(SampleBatch samples, ParameterStore weights);

    /// <summary>
    /// Adds to the gradients those of a loss that reads log-probabilities only. The plain form keeps one graph; a policy whose
    /// log-probability is a long sum may go through it twice to keep the memory of one term.
    /// </summary>
    /// <param name="loss">From log-probabilities <c>[B]</c> to a scalar.</param>
    /// <returns>The loss.</returns>
    double Backward(SampleBatch samples, Func<Tensor, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var value = loss(LogProb(samples, Parameters));
        value.backward();
        return value.ToDouble();
    }
}
