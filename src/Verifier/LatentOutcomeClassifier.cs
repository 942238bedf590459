using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.Verifier;

/// <summary>Runs an exported classifier over imagined latents.</summary>
public sealed class LatentOutcomeClassifier : IOutcomeClassifier, IDisposable
{
    private readonly GraphBinding binding;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly int steps, size;

    /// <param name="package">A package of kind <c>classifier</c>; the caller keeps and disposes it.</param>
    /// <exception cref="ForewarnException">The package lacks its graph or a setting, or the classes do not fit the graph.</exception>
    public LatentOutcomeClassifier(ModelPackage package)
    {
        Classes = package.Texts("classes");
        (steps, size) = (package.Integer("latentSteps"), package.Integer("latentSize"));
        var session = package.Graph("classify");
        long outputs = session.Outputs[0].Shape[^1].Size;
        if (outputs != Classes.Count)
            throw ForewarnException.Of($"package '{package.Manifest.Name}': settings.classes", $"{Classes.Count} names", $"{outputs} as the graph has",
                "Export the classifier again.");
        binding = session.Bind(("K", 1));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">The rollout does not fit the package.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public async ValueTask<float[]> ClassifyAsync(LatentRollout rollout, CancellationToken deadline)
    {
        VerifierModel.Require(rollout, steps, size);
        await turn.WaitAsync(deadline).ConfigureAwait(false);
        try
        {
            binding.Resize("K", rollout.Count);
            binding.Set<float>("latents", rollout.Values);
            binding.Run(deadline);
            return binding.Output<float>("probabilities").ToArray();
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        binding.Dispose();
        turn.Dispose();
    }
}
