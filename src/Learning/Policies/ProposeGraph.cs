using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Learning.Policies;

/// <summary>
/// The policy as one ONNX graph: pictures in, plans in physical units out. The sampling steps are unrolled; the
/// network's modulation by the noise level is constant per step and folded into the layer normalizations.
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
        graph.Output("plans", Plans(graph, policy, feature, Sample(graph, policy, weights)), OnnxType.Float, "N", policy.Basis.PlanSize);
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
    private static string Sample(GraphBuilder graph, DiffusionPolicy policy, ParameterStore p)
    {
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
            var clean = graph.Clip(
                graph.Linear("head", normalized, p.Export("head.weight"), policy.Net.Size, p.Export("head.bias")),
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

    /// <summary>Whitened numbers to plans <c>[N, T A]</c> in physical units, small finger commands closed.</summary>
    internal static string Plans(GraphBuilder graph, DiffusionPolicy policy, string feature, string numbers)
    {
        var basis = policy.Basis;
        var residual = graph.MatMul(numbers, graph.Initializer("plan.components", basis.Components, basis.Size, basis.PlanSize));
        string scene = graph.Concat(1, graph.Initializer("one", [1f], 1, 1), basis.Frame is null ? feature : Regressors(graph, feature));
        var mean = graph.MatMul(scene, graph.Initializer("plan.mean", basis.Mean, basis.Mean.Length / basis.PlanSize, basis.PlanSize));
        var plans = graph.Unstandardize("plan.columns", graph.Add(residual, mean),
            Repeated(basis.Columns.Mean, basis.Steps), Repeated(basis.Columns.Std, basis.Steps));
        if (basis.Frame is not null) plans = ToBase(graph, basis, basis.Frame, feature, plans);
        var small = graph.Op("Less", [plans, graph.Initializer("plan.close_below", policy.CloseBelow.ToArray(), basis.PlanSize)]);
        return graph.Op("Where", [small, graph.Scalar(0f), plans]);
    }

    /// <summary><see cref="PlanFrame.Regressors"/>.</summary>
    private static string Regressors(GraphBuilder graph, string feature)
    {
        string position = graph.Slice(feature, 1, 0, 2), direction = graph.Slice(feature, 1, 2, 4);
        string flipped = graph.Concat(1, graph.Slice(feature, 1, 3, 4), graph.Slice(feature, 1, 2, 3));
        return graph.Concat(1, feature, graph.Mul(position, direction), graph.Mul(position, flipped));
    }

    /// <summary><see cref="PlanFrame.ToBase"/>: rows <c>r</c> become <c>r Turn + Shift</c> for this scene.</summary>
    private static string ToBase(GraphBuilder graph, PlanBasis basis, PlanFrame frame, string feature, string plans)
    {
        int width = basis.Columns.Mean.Length;
        string direction = graph.Slice(feature, 1, 2, 4);
        direction = graph.Div(direction, graph.Sqrt(graph.ReduceSum(graph.Mul(direction, direction), 1, keep: true)));
        string cos = graph.Slice(direction, 1, 0, 1), sin = graph.Slice(direction, 1, 1, 2);
        string yaw = graph.Mul(graph.Op("Atan", [graph.Div(sin, graph.Add(cos, 1f))]), 2f);
        string position = graph.Unstandardize("frame.position", graph.Slice(feature, 1, 0, 2), [.. frame.Center], [.. frame.Scale]);
        // Constant matrices of cos, sin, x, y and yaw: one small product instead of a branch per column.
        string scene = graph.Concat(1, graph.Initializer("frame.one", [1f], 1, 1), cos, sin, position, yaw);
        var turn = new float[6 * width * width];
        var shift = new float[6 * width];
        for (int c = 0; c < width; c++) if (c != frame.X && c != frame.Y) Turn(0, c, c, 1);
        Turn(1, frame.X, frame.X, 1);
        Turn(1, frame.Y, frame.Y, 1);
        Turn(2, frame.X, frame.Y, 1);
        Turn(2, frame.Y, frame.X, -1);
        (shift[3 * width + frame.X], shift[4 * width + frame.Y], shift[5 * width + frame.Yaw]) = (1, 1, 1);
        string turned = graph.Reshape(
            graph.MatMul(scene, graph.Initializer("frame.turn", turn, 6, width * width)), width, width);
        string shifted = graph.MatMul(scene, graph.Initializer("frame.shift", shift, 6, width));
        string rows = graph.MatMul(graph.Reshape(plans, -1, basis.Steps, width), turned);
        return graph.Reshape(graph.Add(rows, shifted), -1, basis.PlanSize);

        void Turn(int of, int from, int to, float value) => turn[(of * width + from) * width + to] = value;
    }

    private static float[] Repeated(float[] row, int times) => [.. Enumerable.Repeat(row, times).SelectMany(r => r)];
}
