using Forewarn.Core;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.InverseRl.Retraining;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.InverseRl.Shaping;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;
using Forewarn.Simulation.Tasks.Control.Puck;

namespace Forewarn.Learning.Imitation.Studies.Retraining;

/// <summary>One seed of the retraining studies: its expert, the rewards learned from it, and what those are worth.</summary>
public sealed class RetrainingRun
{
    private readonly RetrainingSettings _settings;
    private readonly SeedStream _seed;
    private readonly double _random;

    /// <summary>Trains the expert and records it.</summary>
    public RetrainingRun(RetrainingSettings settings, SeedStream seed)
    {
        (_settings, _seed) = (settings, seed);
        var expert = (Ppo)(Test(settings.ExpertSteps) with { EvaluationEpisodes = 0 }).Train(new TaskReward(), null, seed.Child("expert"));
        ExpertValues = new CriticPotential(expert.Critic, expert.Gaussian.Normalizer);
        Demonstrations = Record(expert.Policy, settings.Demonstrations, seed.Child("demonstrations"));
        using var world = new PuckWorld();
        ExpertReturn = PolicyReturns.Of(expert.Policy, world, 100, seed.Child("expert return")).Average();
        _random = PolicyReturns.Of(new UniformPolicy(world.StateSize, world.ActionSpec.Width), world, 100, seed.Child("random return"), true).Average();
    }

    /// <summary>Undiscounted return of the expert, by its mean action.</summary>
    public double ExpertReturn { get; }

    public TransitionSet Demonstrations { get; }

    /// <summary>The expert's value network.</summary>
    public IPotential ExpertValues { get; }

    /// <summary>0 = uniformly random actions, 1 = the expert.</summary>
    public double Score(double earned) => (earned - _random) / (ExpertReturn - _random);

    /// <summary>As <see cref="Score"/>, of a mean per step.</summary>
    public double ScorePerStep(double earned) => Score(60 * earned);

    /// <summary>Retraining in the source world or an altered one.</summary>
    public RetrainTest Test(long steps, PuckOptions? world = null) => new(() => new PuckWorld(world ?? new PuckOptions()), _settings.Ppo.Environments,
        (seed, shaping) => new Ppo(_settings.Ppo, 4, 2, seed, shaping), steps);

    /// <summary>Inverse reinforcement learning.</summary>
    /// <param name="plus">IRL++: data of all policies, re-initialization; otherwise fresh roll-outs of the latest policy.</param>
    /// <param name="members">Critics side by side.</param>
    public LearnedReward Learn(bool plus, int members, SeedStream seed)
    {
        var rollOut = _settings.Ppo.Environments * _settings.Ppo.RollOutSteps;
        var options = new IrlOptions
        {
            Steps = _settings.IrlSteps, IterationSteps = rollOut, EvaluateEvery = _settings.IrlSteps, EvaluationEpisodes = 50,
            Environments = _settings.Ppo.Environments, Data = plus ? LearnerData.AllPolicies : LearnerData.Latest,
            KeptPerIteration = Math.Max(1, (int)(rollOut * _settings.KeptShare)),
            Reinitialize = plus ? _settings.Reinitialize : 0, LastReinitialize = plus ? _settings.LastReinitialize : 0, Seed = seed.Key,
        };
        var reward = EnsembleReward.Of(members, seed.Child("critics"), s => new IpmReward(_settings.Critic, Demonstrations, s));
        using var parts = new IrlParts(reward, new Ppo(_settings.Ppo, 4, 2, seed.Child("policy")),
            new LearnerEpisodes(() => new PuckWorld(), options.Environments, new StartStates(), seed.Child("episodes")), Demonstrations, new PuckWorld());
        var loop = new IrlLoop(parts, options);
        while (!loop.IsDone) loop.Advance();
        return new(new FixedReward(reward), Score(loop.Evaluations[^1].Mean));
    }

    /// <summary>IRL++ across agents: every critic from a run of its own.</summary>
    public LearnedReward LearnAcross(SeedStream seed)
    {
        LearnedReward[] runs = [.. Enumerable.Range(0, _settings.Members).Select(i => Learn(true, 1, seed.Child("agent", i)))];
        return new(new EnsembleReward([.. runs.Select(r => r.Reward)]), runs.Average(r => r.Learner));
    }

    /// <summary>Mean score of policies trained from nothing on a reward.</summary>
    public double Retrain(IRewardModel reward) => Enumerable.Range(0, _settings.Retrainings)
        .Average(i => Score(Test(_settings.RetrainSteps).Run(reward, null, _seed.Child("retraining", i)).Return));

    private static TransitionSet Record(IStatePolicy policy, int episodes, SeedStream seed)
    {
        using var world = new PuckWorld();
        List<float> states = [], actions = [], next = [], rewards = [];
        List<int> starts = [];
        float[] state = new float[4], action = new float[2];
        for (int e = 0; e < episodes; e++)
        {
            world.Reset(seed.Child("start", e));
            starts.Add(rewards.Count);
            world.Sense(state);
            for (bool over = false; !over;)
            {
                policy.Act(state, action, null);
                states.AddRange(state);
                actions.AddRange(action);
                var result = world.Step(action);
                rewards.Add((float)result.Reward);
                world.Sense(state);
                next.AddRange(state);
                over = result.Terminated || result.Truncated;
            }
        }
        float[] continues = [.. Enumerable.Repeat(1f, rewards.Count)];
        return new(4, 2, [.. states], [.. actions], [.. next], [.. rewards], continues, starts, []);
    }
}
