using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Imitation.Studies.Smiling;

/// <summary>
/// Imitates the spring's expert from its states with one reward model. The learner is <c>u = -K x</c> from K = 0 on and follows the gradient
/// of its mean reward by central differences over episodes with common noise, so that what comes out is the reward's doing.
/// </summary>
internal static class OrbitRun
{
    public const int Demonstrations = 50, Iterations = 150, EpisodesPerIteration = 5, ProbeEpisodes = 10;

    /// <summary>Rate of the gradient steps, falling linearly to zero, and their greatest length.</summary>
    public const double Rate = 2, Longest = 0.1;

    /// <summary>Limits of either gain: below, the spring would swing itself up for good.</summary>
    public const double Least = -0.3, Most = 4;

    private const double Probe = 0.05;

    public static ScorePairOptions Score { get; } = new()
    {
        Form = ScoreForm.Affine, DiffusionTimes = 1000, Batch = 256, ExpertSteps = 4000, StepsPerUpdate = 30, Window = 4000, LearningRate = 5e-3,
        Deviation = 0,
    };

    public static LogisticRewardOptions Classifier { get; } = new() { Batch = 256, StepsPerUpdate = 30 };

    /// <returns>Relative error of the stationary covariance at the end.</returns>
    public static double Of(Func<ITransitionSource, SeedStream, IRewardModel> create, SeedStream seed, CancellationToken cancel = default)
    {
        var expert = Spring.Record(Spring.ExpertGains, Demonstrations, seed.Child("expert"));
        var reward = create(expert, seed.Child("reward"));
        var replay = new ReplayBuffer(Score.Window, 2, 1);
        double[,] gains = new double[1, 2];
        for (int n = 0; n < Iterations; n++)
        {
            cancel.ThrowIfCancellationRequested();
            var stream = seed.Child("iteration", n);
            Remember(replay, Spring.Record(gains, EpisodesPerIteration, stream.Child("episodes")));
            reward.Update(expert, replay, n, stream.Child("update"));
            double[] slope = [.. Enumerable.Range(0, 2).Select(i =>
                (Mean(reward, Moved(gains, i, Probe), stream) - Mean(reward, Moved(gains, i, -Probe), stream)) / (2 * Probe))];
            double rate = Rate * (1 - (double)n / Iterations), length = rate * Math.Sqrt(slope.Sum(g => g * g));
            if (length > Longest) rate *= Longest / length;
            for (int i = 0; i < 2; i++) gains[0, i] = Math.Clamp(gains[0, i] + rate * slope[i], Least, Most);
        }
        return Spring.Error(gains);
    }

    /// <summary>Mean reward of the states under K.</summary>
    private static double Mean(IRewardModel reward, double[,] gains, SeedStream stream)
    {
        var set = Spring.Record(gains, ProbeEpisodes, stream.Child("probe"));
        var batch = new TransitionBatch(set.Count, 2, 1) { Count = set.Count };
        for (int i = 0; i < set.Count; i++) set.Copy(i, batch, i);
        reward.Relabel(batch, batch.Rewards, stream.Child("noise"));
        return System.Numerics.Tensors.TensorPrimitives.Sum<float>(batch.Rewards) / set.Count;
    }

    private static double[,] Moved(double[,] gains, int index, double by)
    {
        var moved = (double[,])gains.Clone();
        moved[0, index] += by;
        return moved;
    }

    private static void Remember(ReplayBuffer replay, TransitionSet set)
    {
        for (int i = 0; i < set.Count; i++)
            replay.Add(set.States.Slice(2 * i, 2), set.Actions.Slice(i, 1), set.Rewards[i], set.NextStates.Slice(2 * i, 2), true);
    }
}
