using Forewarn.Core;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl;

/// <summary>
/// The one loop of inverse reinforcement learning: improve the policy under the present reward, then update the reward on what the
/// policy does now. What distinguishes the methods is in the parts. A resumed loop continues bit-exactly from the end of an iteration.
/// </summary>
public sealed class IrlLoop : IPolicyLoop
{
    private readonly IrlParts _parts;
    private readonly IrlOptions _options;
    private readonly SeedStreams _seeds;
    private readonly ReplayBuffer _seen;
    private readonly List<IrlEvaluation> _evaluations = [];

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public IrlLoop(IrlParts parts, IrlOptions options)
    {
        options.Validate();
        (_parts, _options, _seeds) = (parts, options, new SeedStreams(options.Seed));
        _seen = new(int.MaxValue / 2, parts.Episodes.StateSize, parts.Episodes.ActionSize);
    }

    public IrlParts Parts => _parts;

    public IStatePolicy Policy => _parts.Optimizer.Policy;

    public long Total => _options.Steps;

    public long Updates => (_parts.Optimizer as OffPolicyOptimizer)?.Updates ?? 0;

    public ulong Seed => _options.Seed;

    /// <summary>Iterations done.</summary>
    public long Iteration { get; private set; }

    /// <summary>Learning steps done.</summary>
    public long Steps => _parts.Episodes.Counts.Learning;

    public bool IsDone => Steps >= _options.Steps;

    /// <summary>Every look so far, in order.</summary>
    public IReadOnlyList<IrlEvaluation> Evaluations => _evaluations;

    /// <summary>One iteration: search, compare, judge when due.</summary>
    /// <returns>Figures for the log.</returns>
    public IReadOnlyDictionary<string, double> Advance()
    {
        var seed = _seeds.Stream("iteration", Iteration);
        long before = Steps;
        MaybeReinitialize(seed.Child("reinitialize"));
        if (_options.RestartEpisodes && Iteration > 0) _parts.Episodes.Restart();
        var figures = new Dictionary<string, double>();
        Merge("policy/", _parts.Optimizer.Improve(_parts.Episodes, _parts.Reward,
            Math.Min(_options.IterationSteps, _options.Steps - before), seed.Child("improve")));
        Merge("reward/", _parts.Reward.Update(_parts.Expert, Learner(before, seed.Child("roll-outs")), Iteration, seed.Child("reward")));
        Iteration++;
        if (IsDone || Steps / _options.EvaluateEvery > before / _options.EvaluateEvery) Evaluate(figures);
        var counts = _parts.Episodes.Counts;
        (figures["steps/critic"], figures["steps/roll_in"], figures["episodes"]) = (counts.Critic, counts.RollIn, counts.Episodes);
        return figures;

        void Merge(string prefix, IReadOnlyDictionary<string, double> part)
        {
            foreach (var (name, value) in part) figures[prefix + name] = value;
        }
    }

    private void MaybeReinitialize(SeedStream seed)
    {
        double done = (double)Steps / _options.Steps;
        double probability = Math.Max(_options.LastReinitialize, _options.Reinitialize * (1 - done));
        if (Iteration > 0 && seed.NextDouble() < probability) _parts.Optimizer.Reinitialize(seed.Child("weights"));
    }

    private ReplayBuffer Learner(long before, SeedStream seed)
    {
        var replay = _parts.Optimizer.Replay;
        switch (_options.Data)
        {
            case LearnerData.Replay: return replay;
            case LearnerData.AllPolicies:
                int fresh = (int)Math.Min(Steps - before, replay.Count);
                var row = new TransitionBatch(1, replay.StateSize, replay.ActionSize) { Count = 1 };
                for (int i = 0; i < _options.KeptPerIteration; i++)
                {
                    replay.Copy(replay.Newest(seed.Next(fresh)), row, 0);
                    _seen.Add(row.States, row.Actions, row.Rewards[0], row.NextStates, row.Continues[0] > 0);
                }
                return _seen;
            default:
                _seen.Clear();
                _parts.Episodes.RollOut(_parts.Optimizer.Policy, _options.RollOuts, long.MaxValue, _seen, seed);
                return _seen;
        }
    }

    private void Evaluate(Dictionary<string, double> figures)
    {
        var look = new IrlEvaluation(Steps,
            PolicyReturns.Of(_parts.Optimizer.Policy, _parts.Evaluation, _options.EvaluationEpisodes, _seeds.Stream("evaluation")));
        _evaluations.Add(look);
        figures["eval/return"] = look.Mean;
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("iteration", Iteration);
        to.Add("reward", _parts.Reward);
        to.Add("optimizer", _parts.Optimizer);
        to.Add("episodes", _parts.Episodes);
        to.Add("seen", _seen);
        EvaluationList.Save(_evaluations, to);
    }

    public void Load(SnapshotReader from)
    {
        Iteration = from.Long("iteration");
        from.Restore("reward", _parts.Reward);
        from.Restore("optimizer", _parts.Optimizer);
        from.Restore("episodes", _parts.Episodes);
        from.Restore("seen", _seen);
        EvaluationList.Load(_evaluations, from);
    }
}
