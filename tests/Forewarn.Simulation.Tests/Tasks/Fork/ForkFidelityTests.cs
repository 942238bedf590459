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
    [InlineData("fork-pick", "Handle", "handle", 0.95)]
    [InlineData("fork-pick", "Neck", "neck", 0.95)]
    [InlineData("fork-pick", "Tines", "tines", 0.95)]
    [InlineData("fork-place", "Left", "left", 0.85)]
    [InlineData("fork-place", "Center", "center", 0.9)]
    [InlineData("fork-place", "Right", "right", 0.9)]
    public void AGoodScriptCausesWhatItIntends(string name, string script, string outcome, double least)
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
        Assert.True(right >= least * Scenes, $"{right} of {Scenes}");
    }
}
