using Forewarn.Learning.Nets;
using Forewarn.Onnx;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>
/// The heads as one ONNX graph: <c>latents [N, Z]</c> in the world model's own units to <c>margin [N]</c>, <c>value [N]</c>,
/// <c>support [N]</c> and <c>fallbacks [N, F]</c>, what the actor prefers.
/// </summary>
internal static class LatentSafetyGraph
{
    public const string Role = "safety", File = "safety.onnx";

    public static GraphBuilder Build(LatentHeads heads, LatentSupport support)
    {
        int size = support.Size, fallbacks = heads.Critic.Shape.Outputs;
        var graph = new GraphBuilder(Role);
        string latents = graph.Input("latents", OnnxType.Float, "N", size);
        string x = graph.Standardize("latents", latents, heads.Stats.Mean, heads.Stats.Std);
        graph.Output("margin", graph.Squeeze(graph.Network("margin", heads.Margin, x), 1), OnnxType.Float, "N");
        string preferences = graph.Network("actor", heads.Actor, x), values = graph.Network("critic", heads.Critic, x);
        string picked = graph.Op("GatherElements", [values, graph.Op("ArgMax", [preferences], ("axis", 1), ("keepdims", 1))], ("axis", 1));
        graph.Output("value", graph.Squeeze(picked, 1), OnnxType.Float, "N");
        string whitened = graph.MatMul(x, graph.Initializer("support.whitening", support.Whitening, size, size));
        graph.Output("support", graph.Sqrt(graph.ReduceMean(graph.Mul(whitened, whitened), 1)), OnnxType.Float, "N");
        graph.Output("fallbacks", preferences, OnnxType.Float, "N", fallbacks);
        return graph;
    }
}
