using Forewarn.Core;
using Forewarn.Learning.Constraints.Constrained;
using Forewarn.Learning.Constraints.Dubins;
using Forewarn.Learning.Constraints.Inverse;

namespace Forewarn.Learning.Tests.Constraints.Dubins;

public sealed class DubinsLearningTests
{
    private static readonly DubinsWorld World = DubinsWorld.Sluggish;

    [Fact]
    public void A_short_run_finds_more_of_the_tube_than_of_the_failure_set()
    {
        var learning = new DubinsLearning(400, [48, 48], new() { Rounds = 3, Fit = new() { Steps = 700, Batch = 512, LearningRate = 0.01 } })
            .Start(World, new SeedStream(5), (_, _) => new FilteredSearch(World, 150));
        var probe = DubinsProbe.Of(World, learning.Run().For(World.Signature), 0);
        Assert.True(probe.WithTube > probe.WithFailure + 0.05, $"{probe}");
        Assert.True(probe.BeyondFailure > 0.5, $"{probe}");
        // 2400 short episodes leave holes in four dimensions, and the method says so.
        Assert.Contains("more", learning.Warning);
    }

    [Fact]
    public void A_policy_search_plugs_in_and_its_policies_come_to_avoid_what_is_forbidden()
    {
        PpoLagrangianSearch? search = null;
        var options = new PpoLagrangianOptions
        {
            Ppo = new() { Environments = 8, RollOutSteps = 64, Hidden = [32, 32], Minibatches = 4, ReplayCapacity = 1, ScaleRewards = false, LogStd = -1.5 },
            Steps = 2048, CloningSteps = 400, StartLogStd = -1.5,
        };
        var learning = new DubinsLearning(60, [32, 32], new() { Rounds = 2, Fit = new() { Steps = 300, Batch = 256, LearningRate = 0.01 } })
            .Start(World, new SeedStream(5), (tasks, model) => search = new(options, tasks, k => new DubinsTask(World, WishedTurns.All[k]), [2], model, 20,
                new SeedStream(9)));
        learning.Run();
        Assert.Equal(0, learning.Rounds[0].LearnerCost);
        Assert.True(learning.Rounds[1].LearnerCost > 0);
        Assert.Equal(6, search!.Policy(0).StateSize);
        Assert.Equal(2 * 6 * 2048, learning.Rounds.Sum(r => r.Steps));
        search.Dispose();
    }
}
