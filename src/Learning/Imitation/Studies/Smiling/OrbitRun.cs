using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation.Tasks.Control.Linear;

namespace Forewarn.Learning.Imitation.Studies.Smiling;

/// <summary>
/// Imitates the spring's expert from its states with one reward model, and says how far the learner's states spread. The learner acts
/// with its noise throughout: what it does is what the reward compares with the expert.
/// </summary>
internal static class OrbitRun
{
    public const int Demonstrations = 50, Steps = 20_000, IterationSteps = 100;

    private const int LookEpisodes = 200;

    public static SacOptions Sac { get; } = new()
    {
        Hidden = [64, 64], LearningRate = 1e-3, Gamma = 0.97, Tau = 0.01, Batch = 256, UpdatesPerStep = 0.5, StartSteps = 1000,
        ReplayCapacity = Steps / 2, Temperature = 0.1,
    };

    public static ScorePairOptions Score { get; } = new()
    {
        Form = ScoreForm.Affine, DiffusionTimes = 1000, Batch = 256, ExpertSteps = 4000, StepsPerUpdate = 10, LearningRate = 2e-3, Deviation = 0,
    };

    public static LogisticRewardOptions Classifier { get; } = new() { Batch = 256, StepsPerUpdate = 10, LearningRate = 2e-3 };

    public static OrbitOutcome Of(
        Func<ITransitionSource, SeedStream, IRewardModel> reward, ulong run, SeedStream seed, CancellationToken cancel = default)
    {
        var expert = Spring.Record(Spring.Expert, Demonstrations, seed.Child("expert"));
        var sac = new Sac(Sac, 2, 1, seed.Child("sac"));
        double before = Error(sac.Policy, seed);
        StateImitation.Run(() => new LinearQuadratic(Spring.Task), expert, reward(expert, seed.Child("reward")), sac,
            new() { Steps = Steps, IterationSteps = IterationSteps, EvaluateEvery = Steps, EvaluationEpisodes = 1, Seed = run }, seed, cancel);
        return new(before, Error(SecondMoments.Of(sac.Replay, Enumerable.Range(0, sac.Replay.Count)), seed), Error(sac.Policy, seed));
    }

    public static double Error(IStatePolicy policy, SeedStream seed) => Error(Moments(policy, seed.Child("look")), seed);

    /// <summary>Against as many fresh episodes of the expert.</summary>
    private static double Error(double[] found, SeedStream seed) =>
        SecondMoments.Error(found, Moments(Spring.Expert, seed.Child("fresh")));

    private static double[] Moments(IStatePolicy policy, SeedStream seed)
    {
        var set = Spring.Record(policy, LookEpisodes, seed, stochastic: true);
        return SecondMoments.Of(set, Enumerable.Range(0, set.Count));
    }
}
