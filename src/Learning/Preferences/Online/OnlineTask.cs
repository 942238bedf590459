using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// The one loop of all online methods: draw a round from the present policy, score it, take the KL penalty off, then a few updates on
/// it by the method's objective.
/// </summary>
public sealed class OnlineTask : ITrainingTask, IDisposable
{
    private readonly IPreferencePolicy _policy;
    private readonly ISampleReward _reward;
    private readonly IOnlineObjective _objective;
    private readonly OnlineOptions _options;
    private readonly int _prompts;
    private readonly Func<IReadOnlyDictionary<string, double>> _evaluate;
    private readonly ParameterStore _reference;
    private OnlineRound? _round;
    private int _left;
    private double _approximateKl;

    /// <param name="policy">Its present weights become the reference.</param>
    /// <param name="prompts">Number of prompts that the policy knows.</param>
    /// <param name="evaluate">Held-out figures of the policy's present weights: the true metric, never the reward alone.</param>
    /// <exception cref="ForewarnException">An option is out of range, or too few samples per prompt for the objective.</exception>
    public OnlineTask(
        IPreferencePolicy policy, ISampleReward reward, IOnlineObjective objective, OnlineOptions options, int prompts,
        Func<IReadOnlyDictionary<string, double>> evaluate)
    {
        options.Validate();
        if (options.PerPrompt < objective.LeastPerPrompt)
            throw ForewarnException.Of("per_prompt", $"{options.PerPrompt}", $"{objective.LeastPerPrompt} or more for this method",
                "Draw more samples per prompt.", ExitCode.Usage);
        if (objective.ReadsGreedy && policy is not IGreedyPolicy)
            throw ForewarnException.Of("policy", "no greedy answer", "one, which is this method's baseline", "Use RLOO.", ExitCode.Usage);
        (_policy, _reward, _objective, _options, _prompts, _evaluate) = (policy, reward, objective, options, prompts, evaluate);
        _reference = policy.Parameters.Clone();
    }

    public ParameterStore Parameters => _policy.Parameters;

    /// <summary>Weights that the tuning started from.</summary>
    public ParameterStore Reference => _reference;

    /// <summary>Only between rounds: the old policy of a round is not part of a checkpoint.</summary>
    public bool CanPause => _left == 0;

    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        if (_left == 0) Draw(seed.Child("round"));
        double loss = Backward();
        if (_options.TrustRegion > 0 && _approximateKl > _options.TrustRegion)
        {
            Draw(seed.Child("round after the trust region"));
            loss = Backward();
        }
        _left--;
        var figures = OnlineFigures.Of(_round!, _options.KlCoefficient);
        figures["loss"] = loss;
        figures["policy/approxkl"] = _approximateKl;
        return figures;
    }

    public IReadOnlyDictionary<string, double> Evaluate() => _evaluate();

    public void Dispose()
    {
        _round?.Dispose();
        _reference.Dispose();
    }

    private double Backward()
    {
        Parameters.ZeroGradients();
        return _policy.Backward(_round!.Samples, logProb =>
        {
            using (var moved = (logProb.detach() - _round.Old).square().mean()) _approximateKl = moved.ToDouble() / 2;
            return _objective.Loss(logProb, _round);
        });
    }

    private void Draw(SeedStream seed)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        _round?.Dispose();
        int[] prompts = Prompts(seed.Child("prompts"));
        var samples = _policy.Draw(prompts, _options.PerPrompt, seed.Child("samples"));
        var old = _policy.LogProb(samples, Parameters).DetachFromDisposeScope();
        var reference = _policy.LogProb(samples, _reference).DetachFromDisposeScope();
        double[] scores = _reward.Score(samples);
        double[] rewards = ShapedReward.Of(scores, Doubles(old), Doubles(reference), _options.KlCoefficient);
        _round = new(samples, _options.PerPrompt, old, reference, scores, rewards, Greedy(prompts));
        _left = _options.InnerEpochs;
    }

    private double[]? Greedy(int[] prompts)
    {
        if (!_objective.ReadsGreedy) return null;
        using var greedy = ((IGreedyPolicy)_policy).Greedy(prompts);
        return _reward.Score(greedy);
    }

    // Without replacement as far as the prompts last.
    private int[] Prompts(SeedStream seed)
    {
        var chosen = new List<int>(_options.Prompts);
        while (chosen.Count < _options.Prompts)
        {
            int[] order = [.. Enumerable.Range(0, _prompts)];
            seed.Shuffle(order.AsSpan());
            chosen.AddRange(order.Take(_options.Prompts - chosen.Count));
        }
        return [.. chosen];
    }

    internal static double[] Doubles(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }
}
