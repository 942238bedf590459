using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>One linear layer from standardized latents to token embeddings (the latent-text alignment of FOREWARN).</summary>
public static class LatentProjector
{
    /// <summary>Name of the layer where there is one task.</summary>
    public const string Single = "projector";

    /// <summary>Name of a task's layer among those of <paramref name="count"/> tasks.</summary>
    public static string NameOf(string task, int count) => count == 1 ? Single : $"{Single}.{task}";

    /// <param name="spread">Standard deviation of a projected channel at first: that of the decoder's embeddings.</param>
    public static ParameterStore Declare(
        ParameterStore store, int size, int stepsPerToken, int width, double spread = 0.3, string name = Single) =>
        store.AddLinear(name, (long)size * stepsPerToken, width, spread);

    /// <param name="latents">Standardized, <c>[K, H, Z]</c>.</param>
    /// <returns>Embeddings <c>[K, H / stepsPerToken, D]</c>.</returns>
    public static Tensor Forward(ParameterStore parameters, Tensor latents, int stepsPerToken, string name = Single)
    {
        using var grouped = latents.reshape(latents.shape[0], latents.shape[1] / stepsPerToken, latents.shape[2] * stepsPerToken);
        return parameters.Linear(name, grouped);
    }
}
