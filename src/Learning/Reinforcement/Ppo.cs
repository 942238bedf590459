using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>
/// Proximal policy optimization over N environments: a roll-out of T steps each, rewards by the present model, advantages, epochs of
/// clipped gradient steps; gradients by hand. An instance works on one thread and shares nothing with others.
/// </summary>
public sealed class Ppo : IPolicyOptimizer
{
    private readonly PpoOptions _options;
    private readonly IRewardShaping? _shaping;
    private readonly GaussianPolicy _policy;
    private readonly Mlp _critic;
    private readonly PpoSteps _steps;
    private readonly CostCritic? _cost;
    private float[] _added = [];
    private PpoRollOut? _rollOut;
    private PpoUpdate? _update;
    private RewardScale? _scale;
    private EpisodeReturns _returns = new(0);

    /// <param name="shaping">Added to the rewards after their scaling, as it is.</param>
    /// <param name="cost">What the search pays at the price <see cref="Multiplier"/>; null = nothing.</param>
    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public Ppo(
        PpoOptions options, int stateSize, int actionSize, SeedStream seed, IRewardShaping? shaping = null, ICostModel? cost = null)
    {
        options.Validate();
        (_options, _shaping) = (options, shaping);
        var actor = new MlpShape(stateSize, options.Hidden, actionSize, options.Activation);
        var critic = actor with { Outputs = 1 };
        _policy = new(First(actor, seed.Child("actor")),
            options.NormalizeObservations ? new(stateSize, options.ObservationLimit) : null, options.LogStd);
        _critic = new(critic, seed.Child("critic"), Initialization.Orthogonal);
        _steps = new(Step(actor.Count), Step(actionSize), Step(critic.Count));
        if (cost is not null) _cost = new(cost, options, critic, seed.Child("cost critic"));
        Replay = new(options.ReplayCapacity, stateSize, actionSize);

        FlatAdam Step(int count) => new(count, epsilon: options.AdamEpsilon);
    }

    public IStatePolicy Policy => _policy;

    /// <summary>
    /// lambda, what a unit of discounted cost is worth in reward (as it is scaled): advantages are <c>(A_r - lambda A_c) / (1 + lambda)</c>, each
    /// by a critic of its own. Whoever holds the constraint sets it.
    /// </summary>
    public double Multiplier { get; set; }

    /// <summary>Costs of the last episodes; empty without a cost and before the first roll-out.</summary>
    public EpisodeReturns Costs => _cost?.Returns ?? new(0);

    /// <summary>The policy with its own type.</summary>
    public GaussianPolicy Gaussian => _policy;

    /// <summary>Normalized S to 1.</summary>
    public Mlp Critic => _critic;

    /// <summary>The newest roll-outs, raw states and clipped actions.</summary>
    public ReplayBuffer Replay { get; }

    /// <summary>
    /// Of the present reward model, before scaling and shaping; empty before the first roll-out. A training's speed is read off them.
    /// </summary>
    public EpisodeReturns Returns => _returns;

    /// <summary>Roll-outs so far.</summary>
    public long RollOuts { get; private set; }

    public IReadOnlyDictionary<string, double> Improve(LearnerEpisodes episodes, IRewardModel reward, long steps, SeedStream seed)
    {
        Prepare(episodes.Count);
        var figures = new FigureMeans();
        long done = 0;
        for (long round = 0; done < steps; round++, done += _rollOut!.Rows)
        {
            var stream = seed.Child("roll-out", round);
            _rollOut!.Collect(episodes, _policy, _update!.ActorTape, _options.TimeLimitsEnd, stream);
            reward.Relabel(_rollOut.Batch, _rollOut.Rewards, stream.Child("reward"));
            Learn(stream.Child("update"), figures);
            RollOuts++;
        }
        return figures.Take();
    }

    public void Reinitialize(SeedStream seed)
    {
        _policy.Net.CopyFrom(First(_policy.Net.Shape, seed));
        Array.Fill(_policy.LogStd, (float)_options.LogStd);
    }

    /// <summary>Everything after the rewards of a roll-out are known.</summary>
    private void Learn(SeedStream seed, FigureMeans figures)
    {
        var rollOut = _rollOut!;
        figures.Add("reward", TensorPrimitives.Sum<float>(rollOut.Rewards) / rollOut.Rows);
        _returns.Observe(rollOut.Rewards, rollOut.Starts, rollOut.Ends);
        if (_options.ScaleRewards) _scale!.Apply(rollOut.Rewards, rollOut.Starts);
        if (_shaping is not null)
        {
            _shaping.Shaping(rollOut.Batch, rollOut.Starts, _added);
            TensorPrimitives.Add(rollOut.Rewards, _added, rollOut.Rewards);
        }
        rollOut.Judge(_policy, _critic, _update!.CriticTape);
        rollOut.Estimate(_options.Gamma, _options.Lambda);
        _cost?.Blend(rollOut, _policy, Multiplier, figures);
        _update.Run(rollOut, _policy, _critic, _steps, seed, figures);
        _cost?.Learn(rollOut, seed.Child("cost"), figures);
        // The moments stand still from the draws to the last gradient: the ratio compares like with like.
        _policy.Normalizer?.Observe(rollOut.Batch.States);
        rollOut.Remember(Replay);
        figures.Add("entropy", PpoLoss.Entropy(_policy.LogStd));
        figures.Add("episode_return", _returns.Mean);
        if (_options.ScaleRewards) figures.Add("reward_deviation", _scale!.Deviation);
    }

    /// <summary>Buffers for N environments; what was learned about returns stays with its environments.</summary>
    private void Prepare(int count)
    {
        if (_rollOut is null || _rollOut.Rows != count * _options.RollOutSteps)
        {
            _rollOut = new(count, _options.RollOutSteps, _policy.StateSize, _policy.ActionSize);
            _update = new(_options, _policy.Net.Shape, _critic.Shape, _rollOut.Rows, count);
            _added = new float[_rollOut.Rows];
        }
        _cost?.Prepare(_rollOut.Rows, count);
        if (_scale is not null && _returns.Last.Length == count) return;
        (_scale, _returns) = (new(count, _options.Gamma), new(count));
    }

    private static Mlp First(MlpShape shape, SeedStream seed) => new(shape, seed, Initialization.Orthogonal, output: 0.01);

    public void Save(SnapshotWriter to)
    {
        to.Add("policy", _policy);
        to.Add("critic", _critic.Values);
        to.Add("actor_step", _steps.Actor);
        to.Add("log_std_step", _steps.LogStd);
        to.Add("critic_step", _steps.Critic);
        to.Add("replay", Replay);
        to.Add("progress", [RollOuts, _returns.Last.Length]);
        to.Add("returns", _returns);
        if (_scale is not null) to.Add("scale", _scale);
        if (_cost is null) return;
        to.Add("cost", _cost);
        to.Add("multiplier", [Multiplier]);
    }

    public void Load(SnapshotReader from)
    {
        from.Restore("policy", _policy);
        from.Floats("critic", _critic.Values);
        from.Restore("actor_step", _steps.Actor);
        from.Restore("log_std_step", _steps.LogStd);
        from.Restore("critic_step", _steps.Critic);
        from.Restore("replay", Replay);
        Span<long> progress = stackalloc long[2];
        from.Longs("progress", progress);
        RollOuts = progress[0];
        if (progress[1] > 0) Prepare((int)progress[1]);
        from.Restore("returns", _returns);
        if (_scale is not null) from.Restore("scale", _scale);
        if (_cost is null) return;
        from.Restore("cost", _cost);
        Span<double> multiplier = stackalloc double[1];
        from.Doubles("multiplier", multiplier);
        Multiplier = multiplier[0];
    }
}
