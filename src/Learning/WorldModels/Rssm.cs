using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.WorldModels;

/// <summary>
/// Recurrent state-space model (Hafner et al. 2019, 2023) with a Gaussian stochastic state and an ensemble of prior
/// heads. The latent is <c>[h, z]</c>. Statistics of the inputs are constants among the parameters, so a checkpoint is
/// complete.
/// </summary>
public sealed class Rssm : IDisposable
{
    /// <summary>Contrast given to centered pictures before the first convolution.</summary>
    internal const float ImageGain = 3;

    private readonly int layers;

    public Rssm(RssmOptions options, InputStatistics statistics, SeedStream seed)
    {
        options.Validate();
        Options = options;
        layers = options.ConvolutionChannels.Count - 1;
        Parameters = new ParameterStore(seed);
        DeclareInputs(statistics);
        DeclareEncoder();
        DeclareDynamics();
        DeclareHeads();
    }

    public RssmOptions Options { get; }

    public ParameterStore Parameters { get; }

    /// <summary>
    /// Picture bytes <c>[N, C, R, R]</c> to floats around the mean picture; the leading channels may come alone.
    /// </summary>
    public Tensor CenterImages(Tensor bytes) =>
        bytes.to(ScalarType.Float32) / 255.0 - Constant("mean_image").narrow(0, 0, bytes.shape[1]);

    /// <summary>Physical states <c>[.., S]</c> to standardised ones.</summary>
    public Tensor StandardizeStates(Tensor states) => (states - Constant("state_mean")) / Constant("state_std");

    /// <summary>
    /// Plan rows of a step <c>[.., rows * A]</c> to features: standardised rows, then differences of neighboring rows.
    /// </summary>
    public Tensor ActionFeatures(Tensor rows)
    {
        var shape = rows.shape[..^1];
        var cut = rows.view([.. shape, Options.RowsPerStep, Options.PlanWidth]);
        var standard = ((cut - Constant("plan_mean")) / Constant("plan_std")).flatten(-2);
        if (Options.RowsPerStep == 1) return standard;
        var later = cut.narrow(-2, 1, Options.RowsPerStep - 1);
        var deltas = (later - cut.narrow(-2, 0, Options.RowsPerStep - 1)) / Constant("delta_std");
        return cat([standard, deltas.flatten(-2)], -1);
    }

    /// <summary>Picture code <c>[N, code]</c> of centered pictures <c>[N, C, R, R]</c>.</summary>
    public Tensor EncodeImages(Tensor images)
    {
        var x = images * ImageGain;
        for (int i = 0; i < layers; i++) x = F.silu(Parameters.Conv($"encoder.conv{i}", x, 2, 1));
        return Dense("encoder.code", x.flatten(1));
    }

    /// <summary>Observation code <c>[N, code + state code]</c> of centered pictures and standardised states.</summary>
    public Tensor Encode(Tensor images, Tensor states) =>
        cat([EncodeImages(images), Dense("encoder.state", states)], -1);

    /// <summary>
    /// The part of the posterior that depends on the observation code alone, for many frames at once.
    /// </summary>
    public Tensor ProjectObservation(Tensor code) => Parameters.Linear("posterior.observation", code);

    /// <summary>The part of the transition that depends on the action features alone, for many steps at once.</summary>
    public Tensor ProjectAction(Tensor features) => Parameters.Linear("input.action", features);

    /// <summary>Next deterministic state <c>[N, h]</c> by a layer-normalised GRU.</summary>
    /// <param name="action">From <see cref="ProjectAction"/>, <c>[N, units]</c>.</param>
    public Tensor Transition(Tensor h, Tensor z, Tensor action)
    {
        var x = F.silu(Parameters.LayerNorm("input.norm", Parameters.Linear("input.latent", z) + action));
        var gates = Parameters.LayerNorm("gru.norm", Parameters.Linear("gru.gates", cat([x, h], -1))).chunk(3, -1);
        var update = (gates[2] - 1).sigmoid();
        var candidate = (gates[0].sigmoid() * gates[1]).tanh();
        return h + update * (candidate - h);
    }

    /// <param name="observation">From <see cref="ProjectObservation"/>, <c>[N, units]</c>.</param>
    public Gaussian Posterior(Tensor h, Tensor observation)
    {
        var x = F.silu(Parameters.LayerNorm("posterior.norm", Parameters.Linear("posterior.hidden", h) + observation));
        return Gaussian.FromOutputs(Parameters.Linear("posterior.out", x));
    }

    /// <summary>Each member's prior, <c>[members, N, z]</c>.</summary>
    public Gaussian Members(Tensor h)
    {
        var x = Parameters.Linear("prior.hidden", h).view(-1, Options.Members, Options.MemberUnits);
        x = F.silu(Parameters.LayerNorm("prior.norm", x)).transpose(0, 1);
        return Gaussian.FromOutputs(x.matmul(Parameters["prior.out.weight"]) + Parameters["prior.out.bias"]);
    }

    /// <summary>
    /// The output layers of all members as the one linear layer of their mean, weight <c>[z, members * units]</c>: a
    /// mean rollout needs nothing else, and the sequential part of a training step is bound by the number of
    /// operations.
    /// </summary>
    public (Tensor Weight, Tensor Bias) MeanHead()
    {
        int z = Options.Stochastic;
        var weight = Parameters["prior.out.weight"].narrow(2, 0, z).reshape(-1, z).t() / Options.Members;
        return (weight, Parameters["prior.out.bias"].narrow(2, 0, z).mean([0, 1]));
    }

    /// <summary>Mean of the prior, <c>[N, z]</c>; equals that of <see cref="Mean"/>.</summary>
    /// <param name="head">From <see cref="MeanHead"/>.</param>
    public Tensor PriorMean(Tensor h, (Tensor Weight, Tensor Bias) head)
    {
        var x = Parameters.Linear("prior.hidden", h).view(-1, Options.Members, Options.MemberUnits);
        return F.linear(F.silu(Parameters.LayerNorm("prior.norm", x)).flatten(1), head.Weight, head.Bias);
    }

    /// <summary>The prior <c>[N, z]</c>: mean of the members' means and deviations.</summary>
    public static Gaussian Mean(Gaussian members) => new(members.Mean.mean([0]), members.Std.mean([0]));

    /// <summary>Root-mean-square spread of the members' means, <c>[members, N, z]</c> to <c>[N]</c>.</summary>
    public static Tensor Disagreement(Gaussian members) =>
        (members.Mean - members.Mean.mean([0], keepdim: true)).pow(2).mean([0, 2]).sqrt();

    /// <summary>Centered pictures <c>[N, 6, R, R]</c> of latents <c>[N, Z]</c>.</summary>
    public Tensor DecodeImages(Tensor latents) => DecodeCode(Dense("decoder.code", latents));

    /// <summary>Centered pictures of picture codes <c>[N, code]</c>; the frame autoencoder's second half.</summary>
    public Tensor DecodeCode(Tensor code)
    {
        var x = Dense("decoder.map", code).view(-1, Options.ConvolutionChannels[layers], 4, 4);
        for (int i = layers - 1; i >= 0; i--)
        {
            x = Parameters.ConvTranspose($"decoder.conv{i}", x, 2, 1);
            if (i > 0) x = F.silu(x);
        }
        return x;
    }

    /// <summary>Standardised states <c>[N, S]</c> of latents <c>[N, Z]</c>.</summary>
    public Tensor DecodeStates(Tensor latents) => Parameters.Linear("state.out", Dense("state.hidden", latents));

    /// <summary>
    /// Latents <c>[B, T, Z]</c> of posterior means for the first <paramref name="context"/> frames, then prior means.
    /// </summary>
    /// <param name="codes">Observation codes of at least <paramref name="context"/> frames, <c>[B, ..,
    /// code]</c>.</param>
    /// <param name="actions">Features of the action BEFORE each frame, <c>[B, T, features]</c>; the first is
    /// ignored.</param>
    /// <param name="disagreement">Receives the members' disagreement per frame when given, <c>[B]</c> each.</param>
    public Tensor Roll(Tensor codes, Tensor actions, int context, IList<Tensor>? disagreement = null)
    {
        long batch = actions.shape[0], steps = actions.shape[1];
        var observations = ProjectObservation(codes);
        var projected = ProjectAction(actions);
        Tensor h = zeros(batch, Options.Deterministic), z = zeros(batch, Options.Stochastic);
        var latents = new List<Tensor>();
        var head = MeanHead();
        for (int t = 0; t < steps; t++)
        {
            h = Transition(h, z, t == 0 ? zeros(batch, Options.Units) : projected.select(1, t));
            if (t < context)
            {
                z = Posterior(h, observations.select(1, t)).Mean;
            }
            else
            {
                z = PriorMean(h, head);
                disagreement?.Add(Disagreement(Members(h)));
            }
            latents.Add(cat([h, z], -1));
        }
        return stack(latents, 1);
    }

    public void Dispose() => Parameters.Dispose();

    private Tensor Dense(string name, Tensor x) => F.silu(Parameters.LayerNorm(name, Parameters.Linear(name, x)));

    private Tensor Constant(string name) => Parameters["statistics." + name].detach();

    private void DeclareInputs(InputStatistics s)
    {
        int r = Options.Resolution, states = Options.StateSize, width = Options.PlanWidth;
        Parameters.Add("statistics.mean_image", s.MeanImage, false, Options.InputChannels, r, r);
        Parameters.Add("statistics.state_mean", s.StateMean, false, states);
        Parameters.Add("statistics.state_std", s.StateStd, false, states);
        Parameters.Add("statistics.plan_mean", s.PlanMean, false, width);
        Parameters.Add("statistics.plan_std", s.PlanStd, false, width);
        Parameters.Add("statistics.delta_std", s.DeltaStd, false, width);
    }

    private void DeclareEncoder()
    {
        var channels = Options.ConvolutionChannels;
        for (int i = 0; i < layers; i++) Parameters.AddConv($"encoder.conv{i}", channels[i], channels[i + 1], 4);
        AddDense("encoder.code", channels[layers] * 16, Options.ImageCode);
        AddDense("encoder.state", Options.StateSize, Options.StateCode);
    }

    private void DeclareDynamics()
    {
        int h = Options.Deterministic, z = Options.Stochastic, units = Options.Units;
        int code = Options.ImageCode + Options.StateCode;
        Parameters.AddLinear("input.latent", z, units)
            .AddLinear("input.action", Options.ActionFeatures, units, bias: false).AddLayerNorm("input.norm", units);
        Parameters.AddLinear("gru.gates", units + h, 3 * h).AddLayerNorm("gru.norm", 3 * h);
        Parameters.AddLinear("posterior.hidden", h, units).AddLinear("posterior.observation", code, units, bias: false)
            .AddLayerNorm("posterior.norm", units).AddLinear("posterior.out", units, 2 * z, 0.3);
        int members = Options.Members, width = Options.MemberUnits;
        Parameters.AddLinear("prior.hidden", h, members * width).AddLayerNorm("prior.norm", width)
            .AddNormal("prior.out.weight", 0.3 / Math.Sqrt(width), true, members, width, 2 * z)
            .AddConstant("prior.out.bias", 0, members, 1, 2 * z);
    }

    private void DeclareHeads()
    {
        var channels = Options.ConvolutionChannels;
        AddDense("decoder.code", Options.LatentSize, Options.ImageCode);
        AddDense("decoder.map", Options.ImageCode, channels[layers] * 16);
        // The last layer starts small: the first pictures are the mean picture, not noise.
        for (int i = layers - 1; i >= 0; i--)
        {
            var (outputs, gain) = i == 0 ? (6, 0.14) : (channels[i], 1.4);
            Parameters.AddConvTranspose($"decoder.conv{i}", channels[i + 1], outputs, 4, 2, gain);
        }
        AddDense("state.hidden", Options.LatentSize, Options.Units);
        Parameters.AddLinear("state.out", Options.Units, Options.StateSize, 0.3);
    }

    private void AddDense(string name, long inputs, long outputs) =>
        Parameters.AddLinear(name, inputs, outputs).AddLayerNorm(name, outputs);
}
