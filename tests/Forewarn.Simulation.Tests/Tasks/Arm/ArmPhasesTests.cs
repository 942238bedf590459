using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Bag;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Fork;

namespace Forewarn.Simulation.Tests.Tasks.Arm;

/// <summary>One environment goes on where another one ended.</summary>
public sealed class ArmPhasesTests
{
    private static readonly SeedStreams Seeds = new(17);

    [Fact]
    public void The_next_phase_sees_the_last_ones_end_and_labels_from_there()
    {
        using CupEnvironment first = new(), second = new();
        var task = new CupTask();
        first.Reset(Seeds.Stream("scene"));
        PlanExecutor.Run(first, task.Plan("RimLeft", first, task.Scenes, Seeds.Stream("script")));
        Assert.True(first.Succeeded);
        second.Reset(Seeds.Stream("other scene"));
        second.GoOnFrom(first);
        Assert.Equal(first.State(), second.State());
        Assert.Equal(first.Command, second.Command);
        Assert.Equal(first.ObjectPose, second.ObjectPose);
        Assert.Equal(0, second.Tick);
        Assert.Equal("miss", second.Truth.Outcome);

        // Physics goes on alike in both.
        float[] action = [0, 0, 0.01f, 0, 0, 0.05f, 0];
        for (int t = 0; t < 10; t++)
        {
            first.Step(action);
            second.Step(action);
        }

        Assert.Equal(first.State(), second.State());
        Assert.Equal(first.ObjectPose, second.ObjectPose);
    }

    [Fact]
    public void A_fork_that_was_picked_up_is_put_into_the_bowl_by_the_other_phase()
    {
        ManipulationTask pick = new ForkPickTask(), place = new ForkPlaceTask();
        using ArmEnvironment picking = pick.Create(pick.Scenes), placing = place.Create(place.Scenes);
        int whole = 0;
        for (int episode = 0; episode < 6; episode++)
        {
            picking.Reset(Seeds.Stream("fork", episode));
            PlanExecutor.Run(picking, pick.Plan("Handle", picking, pick.Scenes, Seeds.Stream("pick", episode)));
            if (!picking.Succeeded) continue;
            placing.GoOnFrom(picking);
            Assert.False(placing.Succeeded);
            PlanExecutor.Run(placing, place.Plan("Center", placing, place.Scenes, Seeds.Stream("place", episode)));
            if (placing.Succeeded) whole++;
        }

        Assert.True(whole >= 4, $"{whole} of 6");
    }

    [Fact]
    public void Phases_over_other_scenes_are_refused()
    {
        using CupEnvironment cup = new();
        using BagEnvironment bag = new();
        Assert.Contains("different scenes", Assert.Throws<ForewarnException>(() => bag.GoOnFrom(cup)).Message, StringComparison.Ordinal);
    }
}
