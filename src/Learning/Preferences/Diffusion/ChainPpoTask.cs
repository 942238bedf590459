using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// PPO with every denoising step as an action of its own: a clipped ratio per step, narrow where the plan is still noise and wider
/// toward its end, one advantage per chain. Log-densities are means over the numbers of a plan, whatever the chain's reduction.
/// </summary>
public sealed class ChainPpoTask : ITrainingTask, IDisposable
{
    private readonly DiffusionChainPolicy _policy;
    private readonly ISampleReward _reward;
    private readonly ChainPpoOptions _ppo;
    private readonly OnlineOptions _options;
    private readonly int _prompts;
    private readonly Func<IReadOnlyDictionary<string, double>> _evaluate;
    private readonly ParameterStore _reference;
    private OnlineRound? _round;
    private Tensor? _oldSteps;
    private double[] _advantages = [];
    private int _left;

    /// <param name="policy">Its present weights become the reference.</param>
    /// <param name="prompts">Number of prompts.</param>
    public ChainPpoTask(
        DiffusionChainPolicy policy, ISampleReward reward, ChainPpoOptions ppo, OnlineOptions options, int prompts,
        Func<IReadOnlyDictionary<string, double>> evaluate)
    {
        options.Validate();
        ppo.Validate();
        if (options.PerPrompt < 2)
            throw ForewarnException.Of("per_prompt", $"{options.PerPrompt}", "2 or more for this method",
                "Draw more samples per prompt.", ExitCode.Usage);
        (_policy, _reward, _ppo, _options, _prompts, _evaluate) = (policy, reward, ppo, options, prompts, evaluate);
        _reference = policy.Parameters.Clone();
    }

    /// <inheritdoc/>
    public ParameterStore Parameters => _policy.Parameters;

    /// <inheritdoc/>
    public bool CanPause => _left == 0;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        if (_left == 0) Draw(seed.Child("round"));
        Parameters.ZeroGradients();
        var advantages = tensor(_advantages).to(ScalarType.Float32);
        int steps = _policy.Chain.Steps - _policy.First;
        double loss = 0, kl = 0, clipped = 0;
        for (int i = 0; i < steps; i++)
        {
            using var one = NewDisposeScope();
            var now = StepLogProb(_round!.Samples, _policy.First + i);
            var old = _oldSteps!.select(0, i);
            double band = _ppo.Clip(i, steps);
            var part = PpoLoss.Of(now, old, advantages * _ppo.Weight(i, steps), band).mean() / steps;
            part.backward();
            var ratio = (now.detach() - old).exp();
            kl += (ratio - 1 - (now.detach() - old)).mean().ToDouble() / steps;
            clipped += ((ratio - 1).abs() > band).to(ScalarType.Float32).mean().ToDouble() / steps;
            loss += part.ToDouble();
        }
        _left = _ppo.TargetKl > 0 && kl > _ppo.TargetKl ? 0 : _left - 1;
        var figures = OnlineFigures.Of(_round!, _options.KlCoefficient);
        (figures["loss"], figures["policy/approxkl"], figures["policy/clipfrac"]) = (loss, kl, clipped);
        return figures;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Evaluate() => _evaluate();

    public void Dispose()
    {
        _round?.Dispose();
        _oldSteps?.Dispose();
        _reference.Dispose();
    }

    private void Draw(SeedStream seed)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        _round?.Dispose();
        _oldSteps?.Dispose();
        var order = seed.Child("prompts");
        var samples = _policy.Draw([.. Enumerable.Range(0, _options.Prompts).Select(_ => order.Next(_prompts))],
            _options.PerPrompt, seed.Child("samples"));
        var old = _policy.LogProb(samples, Parameters).DetachFromDisposeScope();
        var reference = _policy.LogProb(samples, _reference).DetachFromDisposeScope();
        double[] scores = _reward.Score(samples);
        double[] rewards = ShapedReward.Of(scores, OnlineTask.Doubles(old), OnlineTask.Doubles(reference), _options.KlCoefficient);
        _round = new(samples, _options.PerPrompt, old, reference, scores, rewards, null);
        _advantages = Baselines.Standardized(Baselines.LeaveOneOut(rewards, _options.PerPrompt));
        var scored = Enumerable.Range(_policy.First, _policy.Chain.Steps - _policy.First).Select(s => StepLogProb(samples, s));
        _oldSteps = stack([.. scored]).DetachFromDisposeScope();
        _left = _options.InnerEpochs;
    }

    private Tensor StepLogProb(SampleBatch samples, int step)
    {
        using var scope = NewDisposeScope();
        var mean = _policy.StepMean(samples, Parameters, step);
        return ChainDensity.Elements(samples.Values.select(1, step + 1), mean, _policy.Chain.Deviation(step))
            .clamp(_ppo.LowestElement, _ppo.HighestElement).mean([1L]).MoveToOuterDisposeScope();
    }
}
