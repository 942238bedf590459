using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Fork;

namespace Forewarn.Simulation.Tests.Tasks.Fork;

/// <summary>How often a script causes what it intends, over many scenes.</summary>
[Trait("Speed", "Slow")]
public class ForkFidelityTests
{
    private const int Scenes = 200;

    [Theory]
    [InlineData("fork-pick", "Handle", "handle")]
    [InlineData("fork-pick", "Neck", "neck")]
    [InlineData("fork-pick", "Tines", "tines")]
    [InlineData("fork-place", "Left", "left")]
    [InlineData("fork-place", "Center", "center")]
    [InlineData("fork-place", "Right", "right")]
    public void AGoodScriptSucceedsInNineScenesOfTen(string name, string script, string outcome)
    {
        var task = ManipulationTasks.Find(name);
        var seeds = new SeedStreams(22);
        using var environment = task.Create(task.Scenes);
        int right = 0;
        for (int i = 0; i < Scenes; i++)
        {
            environment.Reset(seeds.Stream("scene", i));
            PlanExecutor.Run(environment, task.Plan(script, environment, task.Scenes, seeds.Stream("script", i)));
            if (environment.Truth.Outcome == outcome) right++;
        }
        Assert.True(right >= 0.9 * Scenes, $"{right} of {Scenes}");
    }
}
