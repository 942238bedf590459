using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>
/// Forward and backward through a decoder with the memory of one layer (Chen et al. 2016): what enters each layer is kept, its inside is
/// computed again when its gradient is due.
/// </summary>
internal static class CheckpointedPass
{
    /// <summary>Accumulates the gradients of a loss over the last hidden states.</summary>
    /// <param name="embeds"><c>[B, S, D]</c>, with what it was computed from behind it.</param>
    /// <param name="loss">Of normalized hidden states <c>[B, S, D]</c>, a scalar.</param>
    /// <returns>The loss.</returns>
    public static double Run(DecoderNet net, int layers, Tensor embeds, Func<Tensor, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var entered = new Tensor[layers + 1];
        using (no_grad())
        {
            entered[0] = embeds.detach();
            for (int i = 0; i < layers; i++) entered[i + 1] = net.Block(i, entered[i]);
        }
        var last = entered[layers].detach().requires_grad_(true);
        var value = loss(net.Finish(last));
        value.backward();
        var gradient = last.grad!;
        for (int i = layers - 1; i >= 0; i--)
        {
            using var inner = NewDisposeScope();
            var input = entered[i].detach().requires_grad_(true);
            net.Block(i, input).backward([gradient]);
            gradient = input.grad!.MoveToOuterDisposeScope();
        }
        if (embeds.requires_grad) embeds.backward([gradient]);
        return value.item<float>();
    }
}
