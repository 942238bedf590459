using Forewarn.Core;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;
using Forewarn.Simulation;

namespace Forewarn.Learning.Imitation;

/// <summary>
/// Data set aggregation: an expert that can be asked labels the states the learner itself gets into, so that errors do not compound
/// where they can be mended. A round plays new episodes with the mixture <c>beta_i expert + (1 - beta_i) learner</c>, then clones.
/// </summary>
public sealed class DAgger : IPolicyLoop
{
    private readonly DAggerOptions _options;
    private readonly IStatePolicy _expert;
    private readonly IStateEnvironment _environment, _evaluation;
    private readonly SeedStreams _seeds;
    private readonly SquashedGaussianPolicy _policy;
    private readonly CloningStep _step;
    private readonly ReplayBuffer _labeled;
    private readonly List<IrlEvaluation> _evaluations = [];
    private long _round;

    /// <param name="expert">Asked in every state; acts by its mean.</param>
    /// <param name="environment">Where the learner plays; the caller disposes both.</param>
    /// <param name="evaluation">Where it is judged.</param>
    /// <param name="demonstrations">What is known before the first round; null = nothing.</param>
    /// <exception cref="ForewarnException">A number is out of range, or sizes that do not fit.</exception>
    public DAgger(
        DAggerOptions options, IStatePolicy expert, IStateEnvironment environment, IStateEnvironment evaluation, TransitionSet? demonstrations = null)
    {
        options.Validate();
        PolicySizes.Require(expert, environment);
        (_options, _expert, _environment, _evaluation) = (options, expert, environment, evaluation);
        _seeds = new(options.Cloning.Seed);
        _policy = new(new Mlp(new MlpShape(expert.StateSize, options.Cloning.Hidden, 2 * expert.ActionSize), _seeds.Stream("policy")));
        _step = new(_policy.Net, expert.ActionSize, options.Cloning.Loss, options.Cloning.Batch, options.Cloning.WeightDecay);
        _labeled = new(int.MaxValue / 2, expert.StateSize, expert.ActionSize);
        if (demonstrations is not null) Remember(demonstrations);
    }

    public IStatePolicy Policy => _policy;

    /// <summary>Environment steps played, each labeled by the expert.</summary>
    public long Steps { get; private set; }

    public long Total => (long)_options.Rounds * _options.StepsPerRound;

    public long Updates => _round * _options.UpdatesPerRound;

    public ulong Seed => _options.Cloning.Seed;

    /// <summary>Transitions to clone so far.</summary>
    public int Labeled => _labeled.Count;

    public IReadOnlyList<IrlEvaluation> Evaluations => _evaluations;

    public IReadOnlyDictionary<string, double> Advance()
    {
        var seed = _seeds.Stream("round", _round);
        double beta = _options.Beta * Math.Pow(_options.BetaDecay, _round);
        Play(beta, seed);
        double sum = 0;
        for (int u = 0; u < _options.UpdatesPerRound; u++) sum += _step.Update(_labeled, _options.Cloning.LearningRate, seed.Child("update", u));
        _round++;
        var figures = new Dictionary<string, double> { ["loss"] = sum / _options.UpdatesPerRound, ["beta"] = beta, ["labeled"] = _labeled.Count };
        if (Steps < Total && _round % _options.EvaluateEvery != 0) return figures;
        _evaluations.Add(new(Steps, PolicyReturns.Of(Policy, _evaluation, _options.Cloning.EvaluationEpisodes, _seeds.Stream("evaluation"))));
        figures["eval/return"] = _evaluations[^1].Mean;
        return figures;
    }

    private void Play(double beta, SeedStream seed)
    {
        int states = _expert.StateSize, actions = _expert.ActionSize;
        float[] state = new float[states], next = new float[states], label = new float[actions], action = new float[actions];
        var coin = seed.Child("coin");
        bool over = true;
        for (int t = 0, episode = 0; t < _options.StepsPerRound; t++, Steps++)
        {
            if (over) _environment.Reset(seed.Child("start", episode++));
            _environment.Sense(state);
            _expert.Act(state, label, null);
            _policy.Act(state, action, null);
            var result = _environment.Step(coin.NextDouble() < beta ? label : action);
            _environment.Sense(next);
            _labeled.Add(state, label, result.Reward, next, !result.Terminated);
            over = result.Terminated || result.Truncated;
        }
    }

    private void Remember(TransitionSet demonstrations)
    {
        var row = new TransitionBatch(1, _labeled.StateSize, _labeled.ActionSize) { Count = 1 };
        for (int i = 0; i < demonstrations.Count; i++)
        {
            demonstrations.Copy(i, row, 0);
            _labeled.Add(row.States, row.Actions, row.Rewards[0], row.NextStates, row.Continues[0] > 0);
        }
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("progress", [_round, Steps]);
        to.Add("net", _policy);
        to.Add("step", _step);
        to.Add("labeled", _labeled);
        EvaluationList.Save(_evaluations, to);
    }

    public void Load(SnapshotReader from)
    {
        Span<long> progress = stackalloc long[2];
        from.Longs("progress", progress);
        (_round, Steps) = (progress[0], progress[1]);
        from.Restore("net", _policy);
        from.Restore("step", _step);
        from.Restore("labeled", _labeled);
        EvaluationList.Load(_evaluations, from);
    }
}
