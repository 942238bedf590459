using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

/// <summary>Methods without a chain, and what holds a tuning back.</summary>
public class DiffusionPairTests
{
    private static readonly int[] Levels = [50, 25, 5];

    [Fact]
    public void TheNoiseErrorIsThatOfTheNoiseTheNetworkImplies()
    {
        using var scope = NewDisposeScope();
        using var small = new SmallChain(new());
        using var pairs = PlanRewardTests.Pairs(16, 4);
        var schedule = new NoiseSchedule(50);
        using var task = Task(small, pairs, new() { Weight = DiffusionDpoWeight.Noise });
        var (clean, noise) = (pairs.Chosen, randn(16, 3));
        double a = schedule.SignalShare(25);
        var noised = clean * Math.Sqrt(a) + noise * Math.Sqrt(1 - a);
        var implied = (noised - small.Net.Clean(small.Store, 25, noised) * Math.Sqrt(a)) / Math.Sqrt(1 - a);
        var wanted = (noise - implied).pow(2).mean([1L]);
        var found = task.Error(small.Store, clean, noise, 25, a);
        Assert.InRange((wanted - found).abs().max().ToDouble(), 0, 1e-4 * wanted.max().ToDouble());
    }

    [Fact]
    public void AtTheReferenceTheLossIsThatOfACoin()
    {
        using var small = new SmallChain(new());
        using var pairs = PlanRewardTests.Pairs(200, 5);
        using var task = Task(small, pairs, new() { Beta = 200, Batch = 64 });
        Assert.Equal(Math.Log(2), task.Step(0, new SeedStream(6))["loss"], 1e-4);
        Descend(task, 150);
        var after = task.Step(1, new SeedStream(6));
        Assert.InRange(after["rewards/accuracies"], 0.7, 1);
        Assert.True(after["loss"] < 0.65, $"{after["loss"]}");
    }

    [Fact]
    public void TheGuardTakesBackWhatWentTooFarAndEndsTheRun()
    {
        using var small = new SmallChain(new());
        using var pairs = PlanRewardTests.Pairs(200, 5);
        using var inner = new DistillTask(small.Net, small.Store, pairs.Chosen, new(50), Levels, 16,
            () => new Dictionary<string, double>());
        using var guard = new GuardedTask(inner, small.Policy, new() { GuardEvery = 1, LargestKl = 0.5, LargestVariance = 0 },
            new SeedStream(7));
        var first = guard.Step(0, new SeedStream(8));
        Assert.Equal((0, false), (first["guard/kl"], guard.IsDone));
        float[] start = small.Store.ExportAll();
        small.Disturb();
        small.Disturb();
        var later = guard.Step(1, new SeedStream(8));
        Assert.True(later["guard/kl"] > 0.5);
        Assert.Equal((1, true), (later["guard/held"], guard.IsDone));
        Assert.InRange(later["guard/kl_k3"], 0, double.MaxValue);
        Assert.Equal(start, small.Store.ExportAll());
        Assert.Equal(0, guard.Evaluate()["objective/kl"]);
    }

    private static DiffusionDpoTask Task(SmallChain small, LabeledPlans pairs, DiffusionDpoOptions options) =>
        new(small.Net, small.Store, pairs, new(50), Levels, options, () => new Dictionary<string, double>());

    private static void Descend(DiffusionDpoTask task, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            task.Step(step, new SeedStream(9).Child("step", step));
            using var scope = NewDisposeScope();
            using var guard = no_grad();
            var gradient = task.Parameters.Gradients;
            task.Parameters.Values.sub_(gradient / (gradient.norm() + 1e-6) * 0.05);
        }
    }
}
