using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Fork;

namespace Forewarn.Simulation.Tests.Tasks.Fork;

public class ForkPlanModeTests
{
    private static readonly SeedStreams Seeds = new(37);

    [Theory]
    [InlineData("fork-pick", "Handle", "handle")]
    [InlineData("fork-pick", "Neck", "neck")]
    [InlineData("fork-pick", "Tines", "tines")]
    [InlineData("fork-pick", "Drop", "dropped")]
    [InlineData("fork-place", "Left", "left")]
    [InlineData("fork-place", "Center", "center")]
    [InlineData("fork-place", "Right", "right")]
    [InlineData("fork-place", "Early", "dropped")]
    [InlineData("fork-place", "Outside", null)]
    [InlineData("fork-place", "Tip", null)]
    public void ADemonstratedPlanAimsAtItsMode(string name, string script, string? mode)
    {
        var task = ManipulationTasks.Find(name);
        using var environment = task.Create(task.Scenes);
        environment.Reset(Seeds.Stream("scene"));
        var (x, y, yaw) = environment.ObjectPose;
        for (int i = 0; i < 20; i++)
        {
            var plan = task.Plan(script, environment, task.Scenes, Seeds.Stream("script", i));
            Assert.Equal(mode, task.AimedMode(plan, [(float)x, (float)y, (float)yaw]));
        }
    }

    [Theory]
    [InlineData(-0.036, 0, 0.022, "handle")]
    [InlineData(-0.005, 0.01, 0.022, "neck")]
    [InlineData(0.045, 0, 0.022, "tines")]
    [InlineData(-0.078, 0, 0.022, "dropped")]
    [InlineData(0.07, 0, 0.022, null)] // before the tips
    [InlineData(0, 0.02, 0.022, null)] // beside
    [InlineData(0, 0, 0.04, null)] // above
    public void AGraspBelongsToThePartOfATurnedForkWhereItCloses(double along, double across, double z, string? mode)
    {
        const float Yaw = 0.5f;
        var plan = new float[ArmTask.PlanSteps * 5];
        for (int t = 0; t < ArmTask.PlanSteps; t++)
        {
            float[] row =
            [
                (float)(0.5 + Math.Cos(Yaw) * along - Math.Sin(Yaw) * across), (float)(0.02 + Math.Sin(Yaw) * along + Math.Cos(Yaw) * across),
                (float)z, Yaw, t < 20 ? 0.05f : 0,
            ];
            row.CopyTo(plan, t * 5);
        }
        Assert.Equal(mode, ForkPlanMode.OfPick(plan, [0.5f, 0.02f, Yaw]));
    }

    [Fact]
    public void AHandThatNeverOpensPlacesNothing() =>
        Assert.Null(ForkPlanMode.OfPlace(new float[ArmTask.PlanSteps * 5], [0, 0, 0]));
}
