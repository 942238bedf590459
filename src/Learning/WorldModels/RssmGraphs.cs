using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Learning.WorldModels;

/// <summary>The three graphs of a world-model package: observe, imagine, decode.</summary>
internal static class RssmGraphs
{
    /// <summary>
    /// <c>front</c>, <c>wrist</c> uint8 <c>[T, size, size, 3]</c>, <c>state [T, S]</c>, <c>actions [T, rows * A]</c>
    /// (the rows before each frame; the first is ignored) to posterior means <c>latents [T, Z]</c>.
    /// </summary>
    public static GraphBuilder Observe(Rssm model)
    {
        var o = model.Options;
        var layers = new RssmLayers(model);
        var g = new GraphBuilder("observe");
        foreach (var camera in Cameras) g.Input(camera, OnnxType.UInt8, "T", o.CameraSize, o.CameraSize, 3);
        g.Input("state", OnnxType.Float, "T", o.StateSize);
        g.Input("actions", OnnxType.Float, "T", o.ActionSize);
        var observations = layers.Observation(g, layers.Encode(g, layers.Pictures(g, Cameras[0], Cameras[1]), "state"));
        // Nothing happened before the first frame: its action contributes zero, not the standardised zero.
        var none = g.Initializer("no_action", new float[o.Units], 1, o.Units);
        var actions = g.Concat(0, none, g.Slice(layers.Action(g, "actions"), 0, 1));

        var body = g.Subgraph("see");
        body.Input("see.h", OnnxType.Float, 1, o.Deterministic);
        body.Input("see.z", OnnxType.Float, 1, o.Stochastic);
        body.Input("see.action", OnnxType.Float, 1, o.Units);
        body.Input("see.observation", OnnxType.Float, 1, o.Units);
        var h = layers.Transition(body, "see.h", "see.z", "see.action");
        var z = layers.PosteriorMean(body, h, "see.observation");
        body.Output(h, OnnxType.Float, 1, o.Deterministic);
        body.Output(z, OnnxType.Float, 1, o.Stochastic);
        body.Output(body.Concat(-1, h, z), OnnxType.Float, 1, o.LatentSize);

        var results = g.Scan(body, [Zeros(g, "h0", o.Deterministic), Zeros(g, "z0", o.Stochastic)],
            [g.Unsqueeze(actions, 1), g.Unsqueeze(observations, 1)]);
        g.Output("latents", g.Squeeze(results[2], 1), OnnxType.Float, "T", o.LatentSize);
        return g;
    }

    /// <summary>
    /// <c>start [1, Z]</c>, <c>actions [H, K, rows * A]</c>, <c>noise [H, K, z]</c> (zeros = mean rollout) to
    /// <c>latents [K, H, Z]</c> and <c>disagreement [K, H]</c>.
    /// </summary>
    public static GraphBuilder Imagine(Rssm model)
    {
        var o = model.Options;
        var layers = new RssmLayers(model);
        var g = new GraphBuilder("imagine");
        g.Input("start", OnnxType.Float, 1, o.LatentSize);
        g.Input("actions", OnnxType.Float, "H", "K", o.ActionSize);
        g.Input("noise", OnnxType.Float, "H", "K", o.Stochastic);
        var count = g.ShapeOf("actions", 1, 2);
        var start = g.Split("start", 1, o.Deterministic, o.Stochastic);
        string Repeat(string value, int width) => g.Expand(value, g.Concat(0, count, g.Integers(width)));

        var body = g.Subgraph("foresee");
        body.Input("foresee.h", OnnxType.Float, "K", o.Deterministic);
        body.Input("foresee.z", OnnxType.Float, "K", o.Stochastic);
        body.Input("foresee.action", OnnxType.Float, "K", o.Units);
        body.Input("foresee.noise", OnnxType.Float, "K", o.Stochastic);
        var h = layers.Transition(body, "foresee.h", "foresee.z", "foresee.action");
        var (mean, deviation, disagreement) = layers.Prior(body, h);
        var z = body.Add(mean, body.Mul(deviation, "foresee.noise"));
        body.Output(h, OnnxType.Float, "K", o.Deterministic);
        body.Output(z, OnnxType.Float, "K", o.Stochastic);
        body.Output(body.Concat(-1, h, z), OnnxType.Float, "K", o.LatentSize);
        body.Output(disagreement, OnnxType.Float, "K");

        var results = g.Scan(body, [Repeat(start[0], o.Deterministic), Repeat(start[1], o.Stochastic)],
            [layers.Action(g, "actions"), "noise"], outputAxes: [1, 1]);
        g.Output("latents", results[2], OnnxType.Float, "K", "H", o.LatentSize);
        g.Output("disagreement", results[3], OnnxType.Float, "K", "H");
        return g;
    }

    /// <summary>
    /// <c>latents [M, Z]</c> to <c>front</c>, <c>wrist</c> uint8 <c>[M, R, R, 3]</c>; the front is the cropped part.
    /// </summary>
    public static GraphBuilder Decode(Rssm model)
    {
        var g = new GraphBuilder("decode");
        int r = model.Options.Resolution;
        g.Input("latents", OnnxType.Float, "M", model.Options.LatentSize);
        var pictures = g.Split(new RssmLayers(model).Decode(g, "latents"), 1, 2);
        for (int i = 0; i < Cameras.Length; i++)
            g.Output(Cameras[i], g.ToImage(pictures[i]), OnnxType.UInt8, "M", r, r, 3);
        return g;
    }

    /// <summary>All graphs, serialised, for a package.</summary>
    public static PackageGraph[] All(Rssm model) =>
        [.. new[] { Observe(model), Imagine(model), Decode(model) }.Select(g =>
        new PackageGraph(g.Name, g.Name + ".onnx", OnnxModel.ToBytes(g), Describe(g.Inputs), Describe(g.Outputs)))];

    internal static readonly string[] Cameras = ["front", "wrist"];

    private static TensorManifest[] Describe(IReadOnlyList<ValueInfo> values) =>
        [.. values.Select(v => new TensorManifest(v.Name, v.TypeName, v.Sizes))];

    private static string Zeros(GraphBuilder g, string name, int width) =>
        g.Initializer(name, new float[width], 1, width);
}
