using Forewarn.Core;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>Imitates the orbit's expert from its states with one reward model, and says how far the learner's states spread.</summary>
internal static class OrbitRun
{
    public const int Episodes = 50, Steps = 20_000, IterationSteps = 500;

    private const int EvaluationEpisodes = 200, Settled = 50;

    public static SacOptions Sac { get; } = new()
    {
        Hidden = [64, 64], LearningRate = 1e-3, Gamma = 0.97, Tau = 0.01, Batch = 256, UpdatesPerStep = 0.5, StartSteps = 1000, ReplayCapacity = 5000,
        Temperature = 0.1,
    };

    public static ScorePairOptions Score { get; } = new()
    {
        Form = ScoreForm.Affine, DiffusionTimes = 1000, Batch = 256, ExpertSteps = 4000, StepsPerUpdate = 30, LearningRate = 2e-3,
    };

    public static LogisticRewardOptions Classifier { get; } = new() { Batch = 256, StepsPerUpdate = 30, LearningRate = 2e-3 };

    public static IStatePolicy ExpertPolicy => new ScriptedPolicy(new LinearFeedback(OrbitWorld.ExpertGains), 2, 1);

    public static TransitionSet Expert(SeedStream seed) =>
        Recorded.Of(ExpertPolicy, new OrbitWorld(), Episodes, seed.Child("expert"));

    /// <returns>Relative error of the covariance before learning and after.</returns>
    public static (double Before, double After) Of(Func<ITransitionSource, SeedStream, IRewardModel> reward, ulong run, SeedStream seed)
    {
        var expert = Expert(seed);
        var sac = new Sac(Sac, 2, 1, seed.Child("sac"));
        using var parts = new IrlParts(reward(expert, seed.Child("reward")), sac,
            new(() => new OrbitWorld(), 1, new StartStates(), seed.Child("episodes")), expert, new OrbitWorld());
        var loop = new IrlLoop(parts, new()
        {
            Steps = Steps, IterationSteps = IterationSteps, Data = LearnerData.Replay, EvaluateEvery = Steps, EvaluationEpisodes = 1, Seed = run,
        });
        double before = Error(sac.Policy, seed);
        while (!loop.IsDone) loop.Advance();
        return (before, Error(sac.Policy, seed));
    }

    /// <summary>
    /// <c>|S - S_E| / |S_E|</c> in Frobenius norm: the covariance of settled states against the expert's exact one. Actions are drawn: what
    /// the reward compares with the expert is what the learner does, its noise included.
    /// </summary>
    public static double Error(IStatePolicy policy, SeedStream seed)
    {
        double[] found = Covariance(Recorded.Of(policy, new OrbitWorld(), EvaluationEpisodes, seed.Child("evaluation"), stochastic: true)),
            wanted = OrbitWorld.CovarianceUnder(OrbitWorld.ExpertGains);
        return Norm([found[0] - wanted[0], found[1] - wanted[1], found[2] - wanted[2]]) / Norm(wanted);
    }

    /// <summary>Second moments <c>[xx, xv, vv]</c> about the mean, from step 50 of every episode on.</summary>
    public static double[] Covariance(TransitionSet set)
    {
        double n = 0, x = 0, v = 0, xx = 0, xv = 0, vv = 0;
        for (int e = 0; e < set.Starts.Count; e++)
            for (int i = set.Starts[e] + Settled; i < set.Starts[e] + set.LengthOf(e); i++)
            {
                double p = set.States[2 * i], q = set.States[2 * i + 1];
                (n, x, v) = (n + 1, x + p, v + q);
                (xx, xv, vv) = (xx + p * p, xv + p * q, vv + q * q);
            }
        return [xx / n - x * x / n / n, xv / n - x * v / n / n, vv / n - v * v / n / n];
    }

    private static double Norm(double[] s) => Math.Sqrt(s[0] * s[0] + 2 * s[1] * s[1] + s[2] * s[2]);
}
