using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>One gated recurrent layer (Cho et al. 2014, gates in ONNX order: update, reset, new) and a linear layer on its last state.</summary>
public static class OutcomeClassifierNet
{
    public static ParameterStore Declare(ParameterStore store, int size, int width, int classes) => store
        .AddLinear("input", size, 3 * width)
        .AddLinear("state", width, 3 * width)
        .AddLinear("classes", width, classes);

    /// <param name="latents">Standardized, <c>[K, H, Z]</c>.</param>
    /// <returns>Logits <c>[K, C]</c>.</returns>
    public static Tensor Forward(ParameterStore parameters, Tensor latents)
    {
        using var scope = NewDisposeScope();
        long width = parameters.ShapeOf("state.weight")[1];
        var inputs = parameters.Linear("input", latents);
        var state = zeros(latents.shape[0], width);
        for (long t = 0; t < latents.shape[1]; t++)
        {
            var x = inputs.select(1, t).chunk(3, 1);
            var s = parameters.Linear("state", state).chunk(3, 1);
            var update = sigmoid(x[0] + s[0]);
            var fresh = tanh(x[2] + sigmoid(x[1] + s[1]) * s[2]);
            state = fresh + update * (state - fresh);
        }
        return parameters.Linear("classes", state).MoveToOuterDisposeScope();
    }

    /// <summary><c>latents [K, H, Z]</c> in the world model's own units to <c>probabilities [K, C]</c>.</summary>
    public static GraphBuilder Graph(ParameterStore parameters, int steps, int size, ChannelStats stats)
    {
        int width = (int)parameters.ShapeOf("state.weight")[1], classes = (int)parameters.ShapeOf("classes.weight")[0];
        var graph = new GraphBuilder("classifier");
        var latents = graph.Input("latents", OnnxType.Float, "K", steps, size);
        var x = graph.Transpose(graph.Standardize("latents", latents, stats.Mean, stats.Std), 1, 0, 2);
        var outputs = graph.Ops("GRU",
        [
            x, graph.Initializer("gru.input", parameters.Export("input.weight"), 1, 3 * width, size),
            graph.Initializer("gru.state", parameters.Export("state.weight"), 1, 3 * width, width),
            graph.Initializer("gru.bias", [.. parameters.Export("input.bias"), .. parameters.Export("state.bias")], 1, 6 * width),
        ], 2, ("hidden_size", width), ("linear_before_reset", 1));
        var logits = graph.Linear("classes", graph.Squeeze(outputs[1], 0), parameters.Export("classes.weight"), classes, parameters.Export("classes.bias"));
        graph.Output("probabilities", graph.Softmax(logits), OnnxType.Float, "K", classes);
        return graph;
    }
}
