using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Learning.WorldModels;

/// <summary>
/// Writes the modules of an <see cref="Rssm"/> as ONNX nodes; one method per module, shared by all graphs.
/// </summary>
internal sealed class RssmLayers(Rssm model)
{
    private const float Epsilon = 1e-3f;

    private RssmOptions Options => model.Options;

    private ParameterStore Weights => model.Parameters;

    /// <summary>Camera bytes <c>[T, size, size, 3]</c> twice to centered pictures <c>[T, C, R, R]</c>.</summary>
    public string Pictures(GraphBuilder g, string front, string wrist)
    {
        int size = Options.CameraSize;
        var bytes = g.FromImage(wrist, 1);
        var parts = new List<string>
        {
            Shrink(g, "front", g.FromImage(front, 1), Options.FrontCrop),
            Shrink(g, "wrist", bytes, new SquareCrop(0, 0, size)),
        };
        if (Options.WristDetail is { } detail) parts.Add(Shrink(g, "detail", bytes, detail));
        return g.Sub(g.Mul(g.Concat(1, [.. parts]), 1 / 255f), MeanImage(g));
    }

    /// <summary>Observation code of centered pictures and physical states.</summary>
    public string Encode(GraphBuilder g, string pictures, string states)
    {
        var channels = Options.ConvolutionChannels;
        var x = g.Mul(pictures, Rssm.ImageGain);
        for (int i = 0; i + 1 < channels.Count; i++)
        {
            string name = $"encoder.conv{i}";
            x = g.Silu(g.Conv(name, x, Of(name, "weight"), channels[i + 1], 4, Of(name, "bias"), 2, 1));
        }
        var code = Dense(g, "encoder.code", g.Reshape(x, 0, channels[^1] * 16), Options.ImageCode);
        var standard = g.Standardize("state", states, Of("statistics", "state_mean"), Of("statistics", "state_std"));
        return g.Concat(-1, code, Dense(g, "encoder.state", standard, Options.StateCode));
    }

    /// <summary>
    /// Plan rows <c>[.., rows * A]</c> in physical units to the action's part of the transition, <c>[.., units]</c>.
    /// </summary>
    public string Action(GraphBuilder g, string rows)
    {
        int count = Options.RowsPerStep;
        float[] mean = Of("statistics", "plan_mean"), std = Of("statistics", "plan_std");
        float[] Repeat(float[] values) => [.. Enumerable.Range(0, count).SelectMany(_ => values)];
        var features = new List<string> { g.Standardize("plan", rows, Repeat(mean), Repeat(std)) };
        if (count > 1)
        {
            var cut = g.Split(rows, -1, count);
            float[] scale = [.. Of("statistics", "delta_std").Select(s => 1 / s)];
            var inverse = g.Initializer("delta.inverse_std", scale, scale.Length);
            for (int i = 1; i < count; i++) features.Add(g.Mul(g.Sub(cut[i], cut[i - 1]), inverse));
        }
        return g.Linear("input.action", g.Concat(-1, [.. features]), Of("input.action", "weight"), Options.Units);
    }

    /// <summary>Next <c>h</c>; see <see cref="Rssm.Transition"/>.</summary>
    public string Transition(GraphBuilder g, string h, string z, string action)
    {
        var x = g.Silu(Norm(g, "input.norm", g.Add(Linear(g, "input.latent", z, Options.Units), action)));
        var sums = Linear(g, "gru.gates", g.Concat(-1, x, h), 3 * Options.Deterministic);
        var gates = g.Split(Norm(g, "gru.norm", sums), -1, 3);
        var update = g.Sigmoid(g.Sub(gates[2], 1));
        var candidate = g.Tanh(g.Mul(g.Sigmoid(gates[0]), gates[1]));
        return g.Add(h, g.Mul(update, g.Sub(candidate, h)));
    }

    /// <summary>The observation's part of the posterior, <c>[T, units]</c>.</summary>
    public string Observation(GraphBuilder g, string code) =>
        g.Linear("posterior.observation", code, Of("posterior.observation", "weight"), Options.Units);

    /// <summary>Mean of the posterior.</summary>
    public string PosteriorMean(GraphBuilder g, string h, string observation)
    {
        var x = g.Silu(Norm(g, "posterior.norm", g.Add(Linear(g, "posterior.hidden", h, Options.Units), observation)));
        return g.Split(Linear(g, "posterior.out", x, 2 * Options.Stochastic), -1, 2)[0];
    }

    /// <summary>Mean and deviation of the prior <c>[K, z]</c>, and the members' disagreement <c>[K]</c>.</summary>
    public (string Mean, string Std, string Disagreement) Prior(GraphBuilder g, string h)
    {
        int members = Options.Members, width = Options.MemberUnits, z = Options.Stochastic;
        var x = g.Reshape(Linear(g, "prior.hidden", h, members * width), 0, members, width);
        x = g.Transpose(g.Silu(Norm(g, "prior.norm", x)), 1, 0, 2);
        var weight = g.Initializer("prior.out.weight", Of("prior.out", "weight"), members, width, 2 * z);
        var bias = g.Initializer("prior.out.bias", Of("prior.out", "bias"), members, 1, 2 * z);
        var halves = g.Split(g.Add(g.MatMul(x, weight), bias), -1, 2);
        var deviations = g.Add(g.Mul(g.Sigmoid(g.Mul(halves[1], 0.5f)), 2), 0.1f);
        var mean = g.ReduceMean(halves[0], 0, keep: true);
        var gap = g.Sub(halves[0], mean);
        var spread = g.Sqrt(g.ReduceMean(g.ReduceMean(g.Mul(gap, gap), 2), 0));
        return (g.Squeeze(mean, 0), g.ReduceMean(deviations, 0), spread);
    }

    /// <summary>Latents <c>[M, Z]</c> to pictures <c>[M, 6, R, R]</c> in [0, 1].</summary>
    public string Decode(GraphBuilder g, string latents)
    {
        var channels = Options.ConvolutionChannels;
        int layers = channels.Count - 1;
        var x = Dense(g, "decoder.code", latents, Options.ImageCode);
        x = g.Reshape(Dense(g, "decoder.map", x, channels[layers] * 16), 0, channels[layers], 4, 4);
        for (int i = layers - 1; i >= 0; i--)
        {
            string name = $"decoder.conv{i}";
            x = g.ConvTranspose(name, x, Of(name, "weight"), channels[i + 1], 4, Of(name, "bias"), 2, 1);
            if (i > 0) x = g.Silu(x);
        }
        int r = Options.Resolution;
        return g.Add(x, g.Initializer("decoder.mean_image", Of("statistics", "mean_image")[..(6 * r * r)], 6, r, r));
    }

    private string MeanImage(GraphBuilder g) => g.Initializer(
        "mean_image", Of("statistics", "mean_image"), Options.InputChannels, Options.Resolution, Options.Resolution);

    private string Shrink(GraphBuilder g, string name, string picture, SquareCrop crop)
    {
        int size = Options.CameraSize, r = Options.Resolution;
        var rows = AreaResampling.Matrix(size, crop.Top, crop.Size, r);
        var columns = AreaResampling.Matrix(size, crop.Left, crop.Size, r);
        var transposed = new float[size * r];
        for (int i = 0; i < r; i++) for (int j = 0; j < size; j++) transposed[j * r + i] = columns[i * size + j];
        var tall = g.MatMul(g.Initializer(name + ".rows", rows, r, size), picture);
        // The training pictures are whole bytes: round here too.
        return g.Op("Round", [g.MatMul(tall, g.Initializer(name + ".columns", transposed, size, r))]);
    }

    private string Dense(GraphBuilder g, string name, string x, int outputs) =>
        g.Silu(g.LayerNorm(name + ".norm", Linear(g, name, x, outputs), Of(name, "scale"), Of(name, "shift"), Epsilon));

    private string Norm(GraphBuilder g, string name, string x) =>
        g.LayerNorm(name, x, Of(name, "scale"), Of(name, "shift"), Epsilon);

    private string Linear(GraphBuilder g, string name, string x, int outputs) =>
        g.Linear(name, x, Of(name, "weight"), outputs, Of(name, "bias"));

    private float[] Of(string layer, string part) => Weights.Export($"{layer}.{part}");
}
