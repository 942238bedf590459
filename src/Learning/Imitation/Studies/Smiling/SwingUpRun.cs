using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation.Tasks.Control;

namespace Forewarn.Learning.Imitation.Studies.Smiling;

/// <summary>Imitates the pendulum's scripted expert from the states of five episodes.</summary>
internal static class SwingUpRun
{
    public const int Demonstrations = 5, Steps = 20_000, IterationSteps = 500, LookEvery = 2000, LookEpisodes = 20;

    /// <summary>How many of the last looks make a run's result.</summary>
    public const int Kept = 3;

    public static SacOptions Sac { get; } = new()
    {
        Hidden = [64, 64], LearningRate = 1e-3, Batch = 256, UpdatesPerStep = 0.5, StartSteps = 1000, Temperature = 0.1,
    };

    public static ScorePairOptions Score { get; } = new()
    {
        Hidden = 128, Batch = 256, ExpertSteps = 4000, StepsPerUpdate = 30, LearningRate = 2e-3,
    };

    public static LogisticRewardOptions Classifier { get; } = new() { Hidden = [128], Batch = 256, StepsPerUpdate = 30, LearningRate = 2e-3 };

    // It keeps a buffer, so every run has its own: runs go on side by side.
    private static ScriptedPolicy Expert => new(new PendulumSwingUp(), 3, 1);

    public static TransitionSet Record(SeedStream seed) => DemonstrationRecorder.Record(Expert, new Pendulum(),
        new() { Episodes = Demonstrations, Snapshots = false, Seed = seed.Child("expert").Key }).Set;

    /// <returns>
    /// Shares of the way from random torques to the expert, all from the same starts: the mean of the last looks, and of all looks, which
    /// also says how fast it went.
    /// </returns>
    public static (double Last, double All) Of(
        Func<ITransitionSource, SeedStream, IRewardModel> reward, ulong run, SeedStream seed, CancellationToken cancel = default)
    {
        var expert = Record(seed);
        var looks = StateImitation.Run(() => new Pendulum(), expert, reward(expert, seed.Child("reward")), new Sac(Sac, 3, 1, seed.Child("sac")),
            new() { Steps = Steps, IterationSteps = IterationSteps, EvaluateEvery = LookEvery, EvaluationEpisodes = LookEpisodes, Seed = run },
            seed, cancel);
        // The loop looks with this stream too.
        var starts = new SeedStreams(run).Stream("evaluation");
        double low = PolicyReturns.Of(new UniformPolicy(3, 1), new Pendulum(), LookEpisodes, starts, stochastic: true).Average();
        double high = PolicyReturns.Of(Expert, new Pendulum(), LookEpisodes, starts).Average();
        double[] shares = [.. looks.Select(l => (l.Mean - low) / (high - low))];
        return (shares.TakeLast(Kept).Average(), shares.Average());
    }
}
