using Forewarn.Core;
using Forewarn.Learning.Preferences.Worlds;
using Forewarn.Learning.Studies;
using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>One training on a bandit by noisy rewards, judged by the exact objective of the policy's exact probabilities.</summary>
internal static class BanditRun
{
    public const int Prompts = 8, Answers = 10, DrawsPerRound = 64, PerPrompt = 2;
    public const double Beta = 0.1, Noise = 0.3;

    /// <param name="rounds">Draws of new samples; the learning rate falls to its end over them.</param>
    /// <returns>Objective at the end as a share of the soft optimum.</returns>
    public static double Share(BanditMethod method, BanditSettings settings, SeedStream seed, int rounds)
    {
        var world = BanditWorld.Drawn(Prompts, Answers, Beta, seed.Child("world"));
        using var policy = new CategoricalPolicy(new double[Prompts, Answers]);
        var online = new OnlineOptions
        {
            Prompts = DrawsPerRound,
            PerPrompt = PerPrompt,
            InnerEpochs = settings.InnerEpochs,
            KlCoefficient = method.KlInReward ? Beta : 0,
        };
        var options = new TrainingOptions
        {
            Steps = rounds * settings.InnerEpochs, LearningRate = settings.LearningRate, WarmupSteps = 0, ClipNorm = 0,
        };
        var reward = new NoisyReward(world, seed.Child("noise"));
        using var task = new OnlineTask(
            policy, reward, method.Objective(settings.Knob), online, Prompts, () => new Dictionary<string, double>());
        StudyTraining.Run(task, options, seed.Child("training"));
        return world.Objective(policy.Probabilities()) / world.SoftOptimum();
    }

    private sealed class NoisyReward(BanditWorld world, SeedStream seed) : ISampleReward
    {
        public double[] Score(SampleBatch samples)
        {
            long[] choices = samples.Values.data<long>().ToArray();
            return [.. samples.Prompts.Select((p, i) => world.Rewards[p][choices[i]] + Noise * seed.NextNormal())];
        }
    }
}
