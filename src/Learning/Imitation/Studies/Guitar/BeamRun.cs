using Forewarn.Core;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.InverseRl.Methods;
using Forewarn.Learning.InverseRl.Replay;
using Forewarn.Learning.InverseRl.Resets;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Imitation.Studies.Guitar;

/// <summary>One method with one seed on the beam. All methods share networks, critic, budget and seeds; only the plug points differ.</summary>
internal static class BeamRun
{
    /// <summary>Learning steps of every method.</summary>
    public const long Steps = 100_000;

    /// <summary>Probability that an episode starts at a state of the reset distribution instead of the task's start.</summary>
    public const double ResetProbability = 0.8;

    /// <summary>Looks at the end of the run whose mean counts: the last tenth of the run.</summary>
    private const int LastLooks = 4;

    public static SacOptions Search { get; } = new()
    {
        Hidden = [64, 64], LearningRate = 5e-4, Gamma = 0.98, Tau = 0.01, Temperature = 0.2, StartSteps = 1000,
    };

    public static IpmRewardOptions Critic { get; } = new()
    {
        Input = RewardInput.State, Hidden = [64, 64], Batch = 1024, StepsPerUpdate = 5, Rate = CriticRate.Constant, LearningRate = 1e-3,
    };

    public static BehaviorCloningOptions Cloning { get; } = new() { Hidden = [64, 64], Steps = 10_000, LearningRate = 1e-3, HeldOut = 0 };

    private static readonly IrlOptions Loop = new()
    {
        Steps = Steps, IterationSteps = 500, Data = LearnerData.AllPolicies, KeptPerIteration = 500, EvaluateEvery = 2500, EvaluationEpisodes = 20,
    };

    /// <summary>Returns (mean over the last looks, learning steps, critic steps, roll-in steps).</summary>
    public static IReadOnlyList<double> Of(BeamMethod method, ulong seed, CancellationToken cancel)
    {
        var expert = BeamTask.Expert(seed);
        if (method.Row is not { } row) return [Cloned(expert, seed, cancel), 0, 0, 0];
        var seeds = new SeedStreams(seed);
        var episodes = new LearnerEpisodes(BeamTask.Weak, 1, Resets(row, expert, seed, cancel), seeds.Stream("episodes"));
        var replay = row.Hybrid ? new HybridReplay(expert, HybridSchedule.Constant(0.2)) : (IReplaySampler)new LearnerReplay();
        var search = new Sac(Search, episodes.StateSize, episodes.ActionSize, seeds.Stream("policy"), replay);
        var critic = new IpmReward(Critic, expert, seeds.Stream("critic"));
        using var parts = new IrlParts(critic, search, episodes, expert, BeamTask.Weak());
        var loop = new IrlLoop(parts, Loop with { Seed = seed });
        while (!loop.IsDone)
        {
            cancel.ThrowIfCancellationRequested();
            loop.Advance();
        }
        var counts = episodes.Counts;
        return [loop.Evaluations.TakeLast(LastLooks).Average(e => e.Mean), counts.Learning, counts.Critic, counts.RollIn];
    }

    private static double Cloned(TransitionSet expert, ulong seed, CancellationToken cancel)
    {
        var policy = BehaviorCloning.Fit(Cloning with { Seed = seed }, expert, cancel);
        using var environment = BeamTask.Weak();
        return PolicyReturns.Of(policy, environment, LastLooks * Loop.EvaluationEpisodes, new SeedStreams(seed).Stream("evaluation")).Average();
    }

    private static IResetDistribution Resets(MethodRow row, TransitionSet expert, ulong seed, CancellationToken cancel) => row.Resets switch
    {
        ResetKind.Expert => MixedResets.With(ResetProbability, new RecordedStates(expert)),
        ResetKind.Offline => MixedResets.With(ResetProbability, new RecordedStates(BeamTask.Offline(seed))),
        ResetKind.CloneRollIn => MixedResets.With(ResetProbability,
            new PolicyRollIn(BehaviorCloning.Fit(Cloning with { Seed = seed }, expert.With(BeamTask.Offline(seed)), cancel), 100)),
        _ => new StartStates(),
    };
}
