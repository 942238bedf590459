using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.InverseRl.Retraining;

/// <summary>
/// What a learned reward is worth to others: a fresh optimizer learns from nothing on the frozen reward, and the task's own reward
/// tells how far it got. A reward that has only led one learner along may fail here.
/// </summary>
/// <param name="Task">Makes an environment; altered dynamics make it a transfer test.</param>
/// <param name="Environments">N side by side.</param>
/// <param name="Optimizer">Makes an untrained on-policy optimizer from its seed and a shaping, null without.</param>
/// <param name="Steps">Environment steps in all.</param>
public sealed record RetrainTest(
    Func<IStateEnvironment> Task, int Environments, Func<SeedStream, IRewardShaping?, IPolicyOptimizer> Optimizer, long Steps)
{
    /// <summary>Episodes that judge the final policy; 0 = it is not judged.</summary>
    public int EvaluationEpisodes { get; init; } = 50;

    /// <summary>Runs with equal seeds start from the same weights and the same episodes: differences are due to reward and shaping.</summary>
    public RetrainOutcome Run(IRewardModel reward, IRewardShaping? shaping, SeedStream seed)
    {
        var recorded = new RecordedReward(new FixedReward(reward));
        var optimizer = Train(recorded, shaping, seed);
        if (EvaluationEpisodes == 0) return new(recorded.Learned, recorded.Earned, double.NaN);
        using var environment = Task();
        double[] returns = PolicyReturns.Of(optimizer.Policy, environment, EvaluationEpisodes, seed.Child("evaluation"));
        return new(recorded.Learned, recorded.Earned, returns.Average());
    }

    /// <summary>The trained optimizer itself.</summary>
    public IPolicyOptimizer Train(IRewardModel reward, IRewardShaping? shaping, SeedStream seed)
    {
        var optimizer = Optimizer(seed.Child("weights"), shaping);
        using var episodes = new LearnerEpisodes(Task, Environments, new StartStates(), seed.Child("episodes"));
        optimizer.Improve(episodes, reward, Steps, seed.Child("improve"));
        return optimizer;
    }
}
