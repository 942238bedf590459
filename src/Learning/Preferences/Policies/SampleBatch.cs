using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>Samples of a policy: token sequences, denoising chains, actions or choices, each with the prompt it answers.</summary>
/// <param name="Prompts">Index of the prompt of every sample, <c>[B]</c>; samples of one prompt stand side by side.</param>
/// <param name="Values">
/// <c>[B, ..]</c>: token ids int64 <c>[B, L]</c>, chains <c>[B, K + 1, D]</c> from pure noise to the plan, actions <c>[B, A]</c>,
/// choices int64 <c>[B]</c>. Owned by the batch.
/// </param>
/// <param name="Mask">bool <c>[B, L]</c>, true on the parts that are decided on; null where all are. Owned by the batch.</param>
public sealed record SampleBatch(int[] Prompts, Tensor Values, Tensor? Mask = null) : IDisposable
{
    public int Count => Prompts.Length;

    /// <summary>A batch of its own with these rows.</summary>
    public SampleBatch Select(params ReadOnlySpan<int> rows)
    {
        using var scope = NewDisposeScope();
        var index = tensor(Array.ConvertAll(rows.ToArray(), r => (long)r));
        var prompts = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) prompts[i] = Prompts[rows[i]];
        return new(prompts, Values.index_select(0, index).DetachFromDisposeScope(), Mask?.index_select(0, index).DetachFromDisposeScope());
    }

    public void Dispose()
    {
        Values.Dispose();
        Mask?.Dispose();
    }
}
