using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Onnx;

namespace Forewarn.Learning.Policies;

/// <summary>
/// A policy of state vectors as one ONNX graph with the contract of every packaged policy: <c>state [1, S]</c> and
/// <c>noise [N, A]</c> to <c>plans [N, T A]</c> in physical units. The same noise gives the same actions as
/// <see cref="IStatePolicy.Act"/>.
/// </summary>
internal static class StatePolicyGraph
{
    /// <exception cref="ForewarnException">Nobody knows how to export this kind of policy.</exception>
    public static GraphBuilder Build(IStatePolicy policy, StatePolicyExport export)
    {
        var graph = new GraphBuilder(ProposeGraph.Role);
        graph.Input("state", OnnxType.Float, 1, policy.StateSize);
        graph.Input("noise", OnnxType.Float, "N", policy.ActionSize);
        string actions = policy switch
        {
            SquashedGaussianPolicy p => graph.Tanh(Squashed(graph, p, export.Deviation)),
            GaussianPolicy p => Clipped(graph, graph.Add(graph.Network("layer", p.Net, Normalized(graph, p.Normalizer)),
                Spread(graph, export.Deviation is { } d ? Same(d, policy.ActionSize) : [.. p.LogStd.Select(MathF.Exp)]))),
            DeterministicPolicy p => Clipped(graph, graph.Add(graph.Network("layer", p.Net, "state"),
                Spread(graph, Same(export.Deviation ?? 0, policy.ActionSize)))),
            _ => throw ForewarnException.Of("policy", policy.GetType().Name, "a squashed Gaussian, Gaussian or deterministic policy",
                "Export a policy of SAC, PPO or TD3.", ExitCode.Usage),
        };
        graph.Output("plans", Plans(graph, actions, export), OnnxType.Float, "N", export.Steps * policy.ActionSize);
        return graph;
    }

    /// <summary>Which kind of policy this is, for the manifest.</summary>
    public static string KindOf(IStatePolicy policy) => policy switch
    {
        SquashedGaussianPolicy => "squashed-gaussian",
        GaussianPolicy => "gaussian",
        _ => "deterministic",
    };

    private static string Squashed(GraphBuilder graph, SquashedGaussianPolicy policy, double? deviation)
    {
        int width = policy.ActionSize;
        string heads = graph.Network("layer", policy.Net, "state"), mean = graph.Slice(heads, 1, 0, width);
        string sigma = deviation is { } d
            ? graph.Initializer("deviation", Same(d, width), width)
            : graph.Exp(graph.Clip(graph.Slice(heads, 1, width, 2 * width), SquashedGaussianPolicy.LowLogStd, SquashedGaussianPolicy.HighLogStd));
        return graph.Add(mean, graph.Mul("noise", sigma));
    }

    private static string Spread(GraphBuilder graph, float[] sigma) => graph.Mul("noise", graph.Initializer("deviation", sigma, sigma.Length));

    private static string Clipped(GraphBuilder graph, string x) => graph.Clip(x, -1, 1);

    private static string Normalized(GraphBuilder graph, StateNormalizer? normalizer)
    {
        if (normalizer is null) return "state";
        int size = normalizer.StateSize;
        string centered = graph.Sub("state", graph.Initializer("state.mean", normalizer.Mean.ToArray(), size));
        return graph.Clip(graph.Mul(centered, graph.Initializer("state.rate", normalizer.Rate.ToArray(), size)),
            -normalizer.Limit, normalizer.Limit);
    }

    private static string Plans(GraphBuilder graph, string actions, StatePolicyExport export)
    {
        int width = export.Action.Width;
        if (export.Low.Count > 0)
        {
            float[] half = [.. export.Low.Zip(export.High, (low, high) => (high - low) / 2)];
            float[] center = [.. export.Low.Zip(export.High, (low, high) => (high + low) / 2)];
            actions = graph.Unstandardize("action", actions, center, half);
        }
        // Row by row: the same action T times.
        return graph.Op("Tile", [actions, graph.Integers(1, export.Steps)]);
    }

    private static float[] Same(double value, int count) => [.. Enumerable.Repeat((float)value, count)];
}
