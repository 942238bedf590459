using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public class PlanRewardTests
{
    /// <summary>Plans whose first number is above the scene's are better; pairs of the same kind are ties.</summary>
    internal static LabeledPlans Pairs(int count, ulong seed)
    {
        var draw = new SeedStream(seed);
        float[] features = new float[count * 4], chosen = new float[count * 3], rejected = new float[count * 3];
        draw.FillNormal(features);
        draw.FillNormal(chosen);
        draw.FillNormal(rejected);
        var rewards = new (double, double)[count];
        for (int i = 0; i < count; i++)
        {
            double r(float[] plans) => plans[i * 3] > 0.5f * features[i * 4] ? 1 : 0;
            if (r(rejected) > r(chosen))
                for (int d = 0; d < 3; d++) (chosen[i * 3 + d], rejected[i * 3 + d]) = (rejected[i * 3 + d], chosen[i * 3 + d]);
            rewards[i] = (r(chosen), r(rejected));
        }
        return new(tensor(features).view(count, 4).DetachFromDisposeScope(), [.. Enumerable.Range(0, count)],
            tensor(chosen).view(count, 3).DetachFromDisposeScope(), tensor(rejected).view(count, 3).DetachFromDisposeScope(), rewards);
    }

    [Fact]
    public void PairsOfUnseenScenesAreOrderedAndTheUnitIsTheSpread()
    {
        using var pairs = Pairs(600, 1);
        var (training, heldOut) = pairs.Split(0.2, new SeedStream(2));
        using var own = training;
        using var aside = heldOut;
        Assert.Equal(600, training.Count + heldOut.Count);
        Assert.Empty(training.Scenes.Intersect(heldOut.Scenes));
        using var folder = new TemporaryFolder();
        var options = new RewardModelOptions { Hidden = 32, Members = 3 };
        var net = new PlanRewardNet(3, 4, options);
        using var task = new PlanRewardTask(net, training, heldOut, new SeedStream(3));
        var result = new TrainingRun(options.Training with { Steps = 200 }, RunFolder.At(folder.Path)).Run(task);
        Assert.InRange(result.Evaluation["eval/accuracies"], 0.85, 1);
        using var scope = NewDisposeScope();
        var numbers = randn(2000, 3);
        using var reward = new PlanReward(net, task.Parameters, pairs.Features, numbers);
        double[] scores = reward.Score([.. Enumerable.Range(0, 2000).Select(i => i % 600)], numbers);
        Assert.Equal(0, scores.Average(), 1e-6);
        Assert.Equal(1, Math.Sqrt(scores.Average(s => s * s)), 1e-6);
        Assert.All(scores, s => Assert.InRange(s, -reward.Range, reward.Range));
    }

    [Fact]
    public void ARewardThatSaysNothingIsRefused()
    {
        using var scope = NewDisposeScope();
        var net = new PlanRewardNet(3, 4, new() { Members = 1 });
        using var weights = net.Declare(new(new SeedStream(1)));
        using (no_grad()) weights.Values.zero_();
        var error = Assert.Throws<ForewarnException>(() => new PlanReward(net, weights, zeros(2, 4), randn(64, 3)));
        Assert.Contains("same reward", error.Message);
    }
}
