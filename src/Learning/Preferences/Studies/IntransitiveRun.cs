using Forewarn.Core;
using Forewarn.Learning.Preferences.Worlds;
using Forewarn.Learning.Studies;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>
/// Self-play REBEL on a circle of preferences by sampled answers and sampled opponents, in the loop that all online methods share.
/// </summary>
internal static class IntransitiveRun
{
    public const int Rounds = 600, Draws = 128, PerPrompt = 4;
    private const int InnerEpochs = 4;
    private const double Rate = 0.02, Eta = 0.1;

    public static string Description { get; } =
        $"{Rounds} rounds of {Draws} pairs with {PerPrompt - 2} opponents each, eta {Eta}, {InnerEpochs} inner epochs, AdamW {Rate}, constant";

    /// <param name="klCoefficient">KL to the uniform reference inside the reward; 0 = none.</param>
    /// <returns>Dual gap of the mean of all policies and of the last; largest gap of a policy of the second half.</returns>
    public static (double Average, double Last, double Worst) Gaps(double klCoefficient, SeedStream seed)
    {
        var game = IntransitiveGame.Circle;
        using var policy = new CategoricalPolicy(new double[1, game.Answers]);
        var reward = new SelfPlayReward(PerPrompt, (samples, a, b) =>
            game.Wins[samples.Values.ReadCpuInt64(a)][samples.Values.ReadCpuInt64(b)]);
        var online = new OnlineOptions
        {
            Prompts = Draws, PerPrompt = PerPrompt, InnerEpochs = InnerEpochs, KlCoefficient = klCoefficient,
        };
        var options = new TrainingOptions
        {
            Steps = Rounds * InnerEpochs, LearningRate = Rate, WarmupSteps = 0, ClipNorm = 0, HoldFraction = 1,
        };
        using var task = new OnlineTask(
            policy, reward, new RebelObjective(Eta, SamplePairing.FirstTwo), online, 1, () => new Dictionary<string, double>());
        double[] sum = policy.Probabilities()[0];
        double worst = 0;
        int played = 1;
        StudyTraining.Run(task, options, seed, done =>
        {
            if (done % InnerEpochs != 0) return;
            double[] now = policy.Probabilities()[0];
            for (int i = 0; i < sum.Length; i++) sum[i] += now[i];
            played++;
            if (done > options.Steps / 2) worst = Math.Max(worst, game.DualGap(now));
        });
        return (game.DualGap([.. sum.Select(s => s / played)]), game.DualGap(policy.Probabilities()[0]), worst);
    }
}
