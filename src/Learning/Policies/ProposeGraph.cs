using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Learning.Policies;

/// <summary>
/// The policy as one ONNX graph: pictures in, plans in physical units out. The sampling steps are unrolled; the
/// network's modulation by the noise level is constant per step and folded into the layer normalizations, and the
/// head's product with the feature is taken once per decision instead of once per step and plan.
/// </summary>
internal static class ProposeGraph
{
    public const string Role = "propose";

    public const string File = "propose.onnx";

    /// <param name="pictureSize">Every camera is an input <c>[1, size, size, 3]</c> under its own name.</param>
    /// <param name="stateSize">Width of the proprioception input, which the policy does not read.</param>
    public static GraphBuilder Build(
        TrainedEye eye, DiffusionPolicy policy, ParameterStore weights, int pictureSize, int stateSize)
    {
        var graph = new GraphBuilder(Role);
        foreach (var camera in eye.Eye.Options.Cameras) graph.Input(camera, OnnxType.UInt8, 1, pictureSize, pictureSize, 3);
        graph.Input("state", OnnxType.Float, 1, stateSize);
        graph.Input("noise", OnnxType.Float, "N", policy.Basis.Size);
        var feature = Eye(graph, eye);
        var withOne = graph.Concat(1, graph.Initializer("one", [1f], 1, 1), feature);
        var numbers = Sample(graph, policy, weights, withOne);
        graph.Output("plans", Plans(graph, policy, withOne, numbers), OnnxType.Float, "N", policy.Basis.PlanSize);
        return graph;
    }

    /// <summary>The eye: all cameras to the feature <c>[1, 4]</c>.</summary>
    internal static string Eye(GraphBuilder graph, TrainedEye eye)
    {
        var p = eye.Parameters;
        var keypoints = new List<string>();
        foreach (var camera in eye.Eye.Options.Cameras)
        {
            string x = Activated(1, Conv(1, graph.FromImage(camera), 2, 2));
            x = Activated(2, Conv(2, x, 1, 1));
            x = graph.Mul(Conv(3, x, 1, 1), (float)eye.Eye.Options.Sharpness);
            int side = MapSide(graph.Inputs.First(i => i.Name == camera).Shape[1].Size);
            int channels = eye.Eye.Options.Channels[2];
            var share = graph.Softmax(graph.Reshape(x, 1, channels, side * side));
            var grid = graph.Initializer($"grid {side}", SceneEye.Grid(side), side * side, 2);
            keypoints.Add(graph.Reshape(graph.MatMul(share, grid), 1, channels * 2));

            string Conv(int layer, string input, int stride, int padding)
            {
                string name = $"{camera}.conv{layer}";
                int kernel = (int)p.ShapeOf($"{name}.weight")[2];
                return graph.Conv($"eye.{name}", input, p.Export($"{name}.weight"), eye.Eye.Options.Channels[layer - 1], kernel,
                    p.Export($"{name}.bias"), stride, padding);
            }

            string Activated(int layer, string input) => graph.Silu(graph.GroupNorm($"eye.{camera}.norm{layer}", input,
                SceneEye.Groups, p.Export($"{camera}.norm{layer}.scale"), p.Export($"{camera}.norm{layer}.shift"),
                (float)SceneEye.Epsilon));
        }
        return graph.Linear("eye.pose", graph.Concat(1, [.. keypoints]), p.Export("pose.weight"), SceneEye.FeatureSize,
            p.Export("pose.bias"));
    }

    // The first convolution halves the picture, rounding up; the others keep its size.
    private static int MapSide(long picture) => (int)((picture + 1) / 2);

    /// <summary>The unrolled sampling chain: noise to whitened numbers <c>[N, D]</c>.</summary>
    private static string Sample(GraphBuilder graph, DiffusionPolicy policy, ParameterStore p, string withOne)
    {
        var (matrix, offset) = Head(graph, policy.Net, p, withOne);
        float[] ones = [.. Enumerable.Repeat(1f, policy.Options.Hidden)];
        string x = "noise";
        foreach (var step in policy.Sampler.Steps)
        {
            var modulations = policy.Net.Modulations(p, step.Level);
            string h = graph.Linear("in", x, p.Export("in.weight"), policy.Options.Hidden, p.Export("in.bias"));
            for (int block = 0; block < policy.Options.Blocks; block++)
            {
                var (scale, shift) = modulations[block];
                var y = graph.Silu(graph.LayerNorm(
                    $"block{block}.level{step.Level}", h, scale, shift, (float)DiffusionPolicyNet.Epsilon));
                y = graph.Silu(Dense($"block{block}.inner", y));
                h = graph.Add(h, Dense($"block{block}.outer", y));
            }
            var normalized = graph.LayerNorm("head.norm", h, ones, null, (float)DiffusionPolicyNet.Epsilon);
            var clean = graph.Clip(graph.Add(graph.MatMul(normalized, matrix), offset),
                -(float)policy.Options.Clamp, (float)policy.Options.Clamp);
            // The last step takes the prediction as it is.
            x = step.FromNoisy == 0
                ? clean
                : graph.Add(graph.Mul(clean, (float)step.FromClean), graph.Mul(x, (float)step.FromNoisy));
        }
        return x;

        string Dense(string name, string input) =>
            graph.Linear(name, input, p.Export($"{name}.weight"), policy.Options.Hidden, p.Export($"{name}.bias"));
    }

    /// <summary>The head for this scene: <c>[hidden, D]</c> and <c>[1, D]</c>.</summary>
    private static (string Matrix, string Offset) Head(
        GraphBuilder graph, DiffusionPolicyNet net, ParameterStore p, string withOne)
    {
        int rows = 1 + net.FeatureSize, size = net.Size, hidden = net.Options.Hidden;
        var trained = p.Export("head.weight");
        // From [(row, d), h] to [row, (h, d)], so that one product with [1, feature] leaves [h, d].
        var turned = new float[trained.Length];
        for (int row = 0; row < rows; row++)
            for (int d = 0; d < size; d++)
                for (int h = 0; h < hidden; h++)
                    turned[row * hidden * size + h * size + d] = trained[(row * size + d) * hidden + h];
        var product = graph.MatMul(withOne, graph.Initializer("head.weight", turned, rows, hidden * size));
        var offset = graph.MatMul(withOne, graph.Initializer("head.bias", p.Export("head.bias"), rows, size));
        return (graph.Reshape(product, hidden, size), offset);
    }

    /// <summary>Whitened numbers to plans <c>[N, T A]</c> in physical units, small finger commands closed.</summary>
    private static string Plans(GraphBuilder graph, DiffusionPolicy policy, string withOne, string numbers)
    {
        var basis = policy.Basis;
        var residual = graph.MatMul(numbers, graph.Initializer("plan.components", basis.Components, basis.Size, basis.PlanSize));
        var mean = graph.MatMul(withOne, graph.Initializer("plan.mean", basis.Mean, 1 + basis.FeatureSize, basis.PlanSize));
        var plans = graph.Unstandardize("plan.columns", graph.Add(residual, mean),
            Repeated(basis.Columns.Mean, basis.Steps), Repeated(basis.Columns.Std, basis.Steps));
        var small = graph.Op("Less", [plans, graph.Initializer("plan.close_below", policy.CloseBelow.ToArray(), basis.PlanSize)]);
        return graph.Op("Where", [small, graph.Scalar(0f), plans]);
    }

    private static float[] Repeated(float[] row, int times) => [.. Enumerable.Repeat(row, times).SelectMany(r => r)];
}
