using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl.Replay;
using Forewarn.Learning.InverseRl.Resets;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.InverseRl.Methods;

/// <summary>Puts a row's plug points together.</summary>
public static class MethodAssembly
{
    /// <param name="task">The expert's task.</param>
    /// <param name="create">
    /// Makes the learner's environment: the task, or a changed one. Called once for every environment and once for evaluation.
    /// </param>
    /// <exception cref="ForewarnException">
    /// Settings out of range, data that are missing or of other sizes, or episodes that can end early where nobody allowed it.
    /// </exception>
    public static IrlParts Build(MethodRow row, MethodOptions options, EnvironmentEntry task, Func<IStateEnvironment> create, MethodData data)
    {
        options.Validate();
        var kind = options.Method.Resets ?? row.Resets;
        Require(row, kind, options.Method, task, data);
        var evaluation = create();
        LearnerEpisodes? episodes = null;
        try
        {
            RequireSizes("expert data", data.Expert, evaluation);
            var expert = data.Expert ?? new TransitionSet(evaluation.StateSize, evaluation.ActionSpec.Width, [], [], [], [], [], [], []);
            var seeds = new SeedStreams(options.Loop.Seed);
            var search = options.Method.Optimizer ?? row.Optimizer;
            int count = search == OptimizerKind.Ppo ? options.Ppo.Environments : options.Loop.Environments;
            episodes = new(create, count, Resets(kind, options.Method, task, data), seeds.Stream("episodes"));
            var sampler = row.Hybrid ? new HybridReplay(expert, options.Method.Schedule) : null;
            var optimizer = Optimizer(search, options, episodes.StateSize, episodes.ActionSize, seeds.Stream("policy"), sampler);
            if (options.Method.WarmStartSteps > 0) Warm(optimizer, expert, options, seeds.Stream("warm start"));
            return new(Reward(row, options, expert, seeds.Stream("reward")), optimizer, episodes, expert, evaluation);
        }
        catch
        {
            episodes?.Dispose();
            evaluation.Dispose();
            throw;
        }
    }

    /// <summary>A policy search by its kind; what it learns has the same shape whatever it is fed with.</summary>
    public static IPolicyOptimizer Optimizer(
        OptimizerKind kind, MethodOptions options, int stateSize, int actionSize, SeedStream seed, IReplaySampler? sampler = null) => kind switch
        {
            OptimizerKind.Sac => new Sac(options.Sac, stateSize, actionSize, seed, sampler),
            OptimizerKind.Td3 => new Td3(options.Td3, stateSize, actionSize, seed, sampler),
            _ => sampler is null
                ? new Ppo(options.Ppo, stateSize, actionSize, seed)
                : throw ForewarnException.Of("optimizer of a hybrid method", "ppo", "sac or td3, which learn from a replay",
                    "Choose one of them.", ExitCode.Usage),
        };

    /// <summary>An untrained reward model by its row.</summary>
    public static IRewardModel Reward(MethodRow row, MethodOptions options, TransitionSet expert, SeedStream seed) => row.Reward switch
    {
        RewardKind.Task => new TaskReward(),
        RewardKind.Ipm => new IpmReward(options.Ipm, expert, seed),
        RewardKind.IpmEnsemble => EnsembleReward.Of(options.Method.Ensemble, seed, member => new IpmReward(options.Ipm, expert, member)),
        RewardKind.Logistic => new LogisticReward(options.Logistic, expert, seed),
        _ => new ScorePairReward(options.Score, expert, seed),
    };

    private static IResetDistribution Resets(ResetKind kind, MethodSettings settings, EnvironmentEntry task, MethodData data) => kind switch
    {
        ResetKind.Start => new StartStates(),
        ResetKind.Expert => MixedResets.With(settings.ResetProbability, new RecordedStates(data.Expert!)),
        ResetKind.Offline => MixedResets.With(settings.ResetProbability, new RecordedStates(data.Offline!)),
        _ => MixedResets.With(settings.ResetProbability, new PolicyRollIn(data.RollIn!, task.StepLimit)),
    };

    private static void Warm(IPolicyOptimizer optimizer, TransitionSet expert, MethodOptions options, SeedStream seed)
    {
        var net = optimizer switch
        {
            Sac sac => sac.Actor,
            Td3 td3 => td3.Actor,
            _ => throw ForewarnException.Of("warm start", "ppo", "sac or td3", "Set method.warm_start_steps=0.", ExitCode.Usage),
        };
        var cloning = options.Cloning;
        var step = new CloningStep(net, expert.ActionSize, CloningLoss.MeanAction, cloning.Batch, cloning.WeightDecay);
        for (int i = 0; i < options.Method.WarmStartSteps; i++) step.Update(expert, cloning.LearningRate, seed.Child("step", i));
    }

    private static void Require(MethodRow row, ResetKind kind, MethodSettings settings, EnvironmentEntry task, MethodData data)
    {
        if (row.NeedsExpert)
        {
            if (data.Expert is null) throw Missing("expert data", "demonstrations to imitate", "--expert");
            EpisodeLengths.Require(row.Name, task.Name, task.EndsEarly, settings.AllowVariableLengths);
            EpisodeLengths.Require(row.Name, data.Expert, settings.AllowVariableLengths);
        }
        if (kind == ResetKind.Offline && data.Offline is null) throw Missing("offline data", "states to start from", "--offline");
        if (kind == ResetKind.CloneRollIn && data.RollIn is null) throw Missing("roll-in policy", "a cloned policy", "--expert and --offline");

        ForewarnException Missing(string thing, string wanted, string option) =>
            ForewarnException.Of($"{thing} of {row.Name}", "none", wanted, $"Name a data set with {option} (see collect demos).", ExitCode.Usage);
    }

    private static void RequireSizes(string thing, TransitionSet? set, IStateEnvironment environment)
    {
        if (set is null || (set.StateSize == environment.StateSize && set.ActionSize == environment.ActionSpec.Width)) return;
        throw ForewarnException.Of(thing, $"states of {set.StateSize} and actions of {set.ActionSize} numbers",
            $"{environment.StateSize} and {environment.ActionSpec.Width}", "Name a data set of this task.", ExitCode.Usage);
    }
}
