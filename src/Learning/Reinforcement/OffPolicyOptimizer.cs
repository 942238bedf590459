using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Interacts, remembers, and updates from relabeled batches; what an update does is the subclass's.</summary>
public abstract class OffPolicyOptimizer : IPolicyOptimizer
{
    private readonly OffPolicyOptions _options;
    private readonly IReplaySampler _sampler;
    private readonly TransitionBatch _batch;
    private double _owed;

    protected OffPolicyOptimizer(OffPolicyOptions options, int stateSize, int actionSize, IReplaySampler? sampler)
    {
        options.Validate();
        (_options, _sampler) = (options, sampler ?? new LearnerReplay());
        Replay = new(options.ReplayCapacity, stateSize, actionSize);
        _batch = new(options.Batch, stateSize, actionSize) { Count = options.Batch };
    }

    public abstract IStatePolicy Policy { get; }

    public ReplayBuffer Replay { get; }

    /// <summary>Gradient updates so far.</summary>
    public long Updates { get; private set; }

    public IReadOnlyDictionary<string, double> Improve(LearnerEpisodes episodes, IRewardModel reward, long steps, SeedStream seed)
    {
        int stateSize = episodes.StateSize, actionSize = episodes.ActionSize;
        float[] states = new float[episodes.Count * stateSize], actions = new float[episodes.Count * actionSize];
        SeedStream explore = seed.Child("explore"), learn = seed.Child("update");
        var means = new FigureMeans();
        double sum = 0;
        long updates = Updates;
        for (long done = 0; done < steps; done += episodes.Count)
        {
            episodes.States.CopyTo(states);
            Explore(states, actions, explore, episodes.Counts.Learning < _options.StartSteps);
            episodes.Step(actions);
            Remember(episodes, states, actions);
            if (episodes.Counts.Learning < _options.StartSteps) continue;
            for (_owed += _options.UpdatesPerStep * episodes.Count; _owed >= 1; _owed--)
            {
                _sampler.Sample(_batch, Replay, episodes.Counts.Learning, learn);
                reward.Relabel(_batch, _batch.Rewards, learn);
                sum += System.Numerics.Tensors.TensorPrimitives.Sum<float>(_batch.Rewards) / _batch.Count;
                Update(_batch, _options.LearningRate * (_options.Sawtooth ? 1 - (double)done / steps : 1), learn, means);
                Updates++;
            }
        }
        if (Updates == updates) return new Dictionary<string, double>();
        var figures = means.Take();
        figures["reward"] = sum / (Updates - updates);
        return figures;
    }

    public abstract void Reinitialize(SeedStream seed);

    /// <summary>One gradient update from a relabeled batch, which it may overwrite.</summary>
    protected abstract void Update(TransitionBatch batch, double learningRate, SeedStream seed, FigureMeans figures);

    /// <summary>One gradient update outside of the loop; for benchmarks and tests.</summary>
    internal void Learn(TransitionBatch batch, double learningRate, SeedStream seed, FigureMeans figures) => Update(batch, learningRate, seed, figures);

    /// <summary>Exploring actions <c>[N, A]</c>.</summary>
    protected virtual void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream seed) => Policy.Act(states, actions, seed);

    public virtual void Save(SnapshotWriter to)
    {
        to.Add("replay", Replay);
        to.Add("progress", [Updates, BitConverter.DoubleToInt64Bits(_owed)]);
    }

    public virtual void Load(SnapshotReader from)
    {
        from.Restore("replay", Replay);
        Span<long> progress = stackalloc long[2];
        from.Longs("progress", progress);
        (Updates, _owed) = (progress[0], BitConverter.Int64BitsToDouble(progress[1]));
    }

    private void Explore(ReadOnlySpan<float> states, Span<float> actions, SeedStream seed, bool blind)
    {
        if (!blind) Act(states, actions, seed);
        else foreach (ref float a in actions) a = (float)seed.Uniform(-1, 1);
    }

    private void Remember(LearnerEpisodes episodes, ReadOnlySpan<float> states, ReadOnlySpan<float> actions)
    {
        int s = episodes.StateSize, a = episodes.ActionSize;
        for (int i = 0; i < episodes.Count; i++)
        {
            var result = episodes.Results[i];
            bool over = result.Terminated || (_options.TimeLimitsEnd && result.Truncated);
            Replay.Add(states.Slice(i * s, s), actions.Slice(i * a, a), result.Reward, episodes.NextStates.Slice(i * s, s), !over);
        }
    }
}
