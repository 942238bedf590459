using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>
/// Trains the diffusion policy on whitened residuals of the demonstrations, and measures the share of every mode per
/// held-out scene.
/// </summary>
public sealed class DiffusionPolicyTask : ITrainingTask, IDisposable
{
    private readonly DiffusionPolicy _policy;
    private readonly ModeProbe? _probe;
    private readonly Tensor _numbers;
    private readonly Tensor _signal;

    /// <param name="plans">Demonstrated plans, <c>[N, T A]</c> in physical units.</param>
    /// <param name="features">Features of their start scenes, <c>[N, F]</c>.</param>
    /// <param name="probe">Measures the mode shares at each evaluation; null to leave that out.</param>
    /// <param name="seed">Source of the initial weights.</param>
    public DiffusionPolicyTask(DiffusionPolicy policy, Tensor plans, Tensor features, ModeProbe? probe, SeedStream seed)
    {
        (_policy, _probe) = (policy, probe);
        Parameters = policy.Net.Declare(new(seed));
        _numbers = policy.Basis.Whiten(plans, features).DetachFromDisposeScope();
        _signal = tensor(policy.Schedule.SignalShares.Select(a => (float)a).ToArray()).DetachFromDisposeScope();
    }

    public ParameterStore Parameters { get; }

    /// <summary>Shares of the last evaluation; null before the first or without a probe.</summary>
    public ModeShares? LastShares { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        Parameters.ZeroGradients();
        var o = _policy.Options;
        long count = _numbers.shape[0];
        var rows = new long[Math.Min(o.Batch, count)];
        for (int i = 0; i < rows.Length; i++) rows[i] = seed.Next((int)count);
        var loss = Loss(_numbers.index_select(0, tensor(rows)).repeat(o.Draws, 1));
        loss.backward();
        return new Dictionary<string, double> { ["loss"] = loss.ToDouble() };
    }

    /// <summary>Mode shares on held-out scenes, and the training loss under noise that is the same at every evaluation.</summary>
    public IReadOnlyDictionary<string, double> Evaluate()
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        random.manual_seed(0);
        var figures = new Dictionary<string, double>
        {
            ["loss"] = Loss(_numbers.repeat(_policy.Options.Draws, 1)).ToDouble(),
        };
        if (_probe is null) return figures;
        LastShares = _probe.Measure(_policy, Parameters);
        foreach (var (name, value) in LastShares.Metrics(_probe.Gate.Wished)) figures[name] = value;
        foreach (string mode in _probe.Gate.Wished) figures.Put($"share/{mode}/mean", LastShares.MeanInterval(mode));
        figures["gate/weakest"] = _probe.Gate.Weakest(LastShares).Share;
        figures["gate/passed"] = _probe.Gate.Passes(LastShares) ? 1 : 0;
        return figures;
    }

    public void Dispose()
    {
        Parameters.Dispose();
        _numbers.Dispose();
        _signal.Dispose();
    }

    private Tensor Loss(Tensor clean)
    {
        var levels = randint(1, _policy.Schedule.Levels + 1, [clean.shape[0]], dtype: ScalarType.Int64);
        var signal = _signal.index_select(0, levels).unsqueeze(1);
        var noised = DiffusionLoss.Noised(clean, randn_like(clean), signal);
        var predicted = _policy.Net.Clean(Parameters, noised, levels.to(ScalarType.Float32));
        return DiffusionLoss.Of(predicted, clean, signal);
    }
}
