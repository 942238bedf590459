using Forewarn.Core;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;
using Forewarn.Simulation;

namespace Forewarn.Learning.Imitation;

/// <summary>
/// Behavior cloning as a loop: every round is some gradient steps and a look at the held-out loss. Errors compound with the horizon,
/// because nothing teaches the policy what to do where its own mistakes bring it.
/// </summary>
public sealed class BehaviorCloning : IPolicyLoop
{
    private readonly BehaviorCloningOptions _options;
    private readonly TransitionSet _demonstrations;
    private readonly SubsetSource _training;
    private readonly int[] _heldOut;
    private readonly IStateEnvironment? _evaluation;
    private readonly SeedStreams _seeds;
    private readonly SquashedGaussianPolicy _policy;
    private readonly CloningStep _step;
    private readonly List<IrlEvaluation> _evaluations = [];

    /// <param name="evaluation">Where the policy is judged; null = by its loss alone. The caller disposes it.</param>
    /// <exception cref="ForewarnException">A number is out of range, or the held-out share leaves nothing.</exception>
    public BehaviorCloning(BehaviorCloningOptions options, TransitionSet demonstrations, IStateEnvironment? evaluation = null)
    {
        options.Validate();
        (_options, _demonstrations, _evaluation, _seeds) = (options, demonstrations, evaluation, new(options.Seed));
        int[] rows = [.. Enumerable.Range(0, demonstrations.Count)];
        _seeds.Stream("split").Shuffle<int>(rows);
        int held = (int)(options.HeldOut * rows.Length);
        if (rows.Length - held < 1)
            throw ForewarnException.Of("demonstrations", $"{rows.Length} transitions", "at least 1 to learn from", "Record more.", ExitCode.Usage);
        (_heldOut, _training) = (rows[..held], new(demonstrations, rows[held..]));
        var shape = new MlpShape(demonstrations.StateSize, options.Hidden, 2 * demonstrations.ActionSize);
        _policy = new(new Mlp(shape, _seeds.Stream("policy")));
        _step = new(_policy.Net, demonstrations.ActionSize, options.Loss, options.Batch, options.WeightDecay);
    }

    public IStatePolicy Policy => _policy;

    /// <summary>Gradient steps done.</summary>
    public long Steps { get; private set; }

    public long Total => _options.Steps;

    public long Updates => Steps;

    public ulong Seed => _options.Seed;

    public IReadOnlyList<IrlEvaluation> Evaluations => _evaluations;

    /// <summary>Trains to the end in one go, for policies that serve another method.</summary>
    public static IStatePolicy Fit(BehaviorCloningOptions options, TransitionSet demonstrations, CancellationToken cancel = default)
    {
        var cloning = new BehaviorCloning(options, demonstrations);
        while (cloning.Steps < cloning.Total)
        {
            cancel.ThrowIfCancellationRequested();
            cloning.Advance();
        }
        return cloning.Policy;
    }

    public IReadOnlyDictionary<string, double> Advance()
    {
        long before = Steps, until = Math.Min(Steps + _options.LogEvery, Total);
        double sum = 0;
        for (; Steps < until; Steps++) sum += _step.Update(_training, _options.LearningRate, _seeds.Stream("step", Steps));
        var figures = new Dictionary<string, double> { ["loss"] = sum / (Steps - before) };
        if (_heldOut.Length > 0) figures["held_out_loss"] = _step.Loss(_demonstrations, _heldOut, _seeds.Stream("held out"));
        if (_evaluation is not null && (Steps >= Total || Steps / _options.EvaluateEvery > before / _options.EvaluateEvery))
        {
            _evaluations.Add(new(Steps, PolicyReturns.Of(Policy, _evaluation, _options.EvaluationEpisodes, _seeds.Stream("evaluation"))));
            figures["eval/return"] = _evaluations[^1].Mean;
        }
        return figures;
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("steps", Steps);
        to.Add("net", _policy);
        to.Add("step", _step);
        EvaluationList.Save(_evaluations, to);
    }

    public void Load(SnapshotReader from)
    {
        Steps = from.Long("steps");
        from.Restore("net", _policy);
        from.Restore("step", _step);
        EvaluationList.Load(_evaluations, from);
    }
}
