using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Bag;

namespace Forewarn.Simulation.Tests.Tasks.Bag;

public class BagPlanModeTests
{
    private static readonly SeedStreams Seeds = new(29);

    [Theory]
    [InlineData(BagScript.Corner, "corner")]
    [InlineData(BagScript.Edge, "edge")]
    [InlineData(BagScript.Middle, "middle")]
    [InlineData(BagScript.MiddleHard, "middle")]
    [InlineData(BagScript.Crush, "crushed")]
    [InlineData(BagScript.Drop, "dropped")]
    public void ADemonstratedPlanAimsAtItsMode(BagScript script, string mode)
    {
        var task = new BagTask();
        using var environment = new BagEnvironment();
        for (int episode = 0; episode < 20; episode++)
        {
            environment.Reset(Seeds.Stream("scene", episode));
            var plan = task.Plan(script.ToString(), environment, task.Scenes, Seeds.Stream("script", episode));
            var (x, y, yaw) = environment.ObjectPose;
            Assert.Equal(mode, task.AimedMode(plan, [(float)x, (float)y, (float)yaw]));
        }
    }

    [Theory]
    [InlineData(0.040, 0.059, 0, "corner")]
    [InlineData(0.003, 0.059, 0.0125, "edge")]
    [InlineData(-0.035, 0.059, 0, "dropped")]
    [InlineData(0, 0.026, 0.022, "middle")]
    [InlineData(0, 0.026, 0.013, "middle")]
    [InlineData(0, 0.026, 0.010, "crushed")]
    [InlineData(-0.025, 0.026, 0.022, "middle")]
    [InlineData(-0.025, 0.026, 0, "crushed")]
    [InlineData(0, 0.12, 0, null)]
    [InlineData(0.1, 0.059, 0, null)]
    public void AGraspBelongsToTheNearestPlaceOfATurnedBagOrToNone(double along, double height, double width, string? mode)
    {
        const float Yaw = 0.5f;
        var plan = new float[ArmTask.PlanSteps * 5];
        for (int t = 0; t < ArmTask.PlanSteps; t++)
        {
            float[] row =
            [
                (float)(0.5 + Math.Cos(Yaw) * along), (float)(0.02 + Math.Sin(Yaw) * along), (float)height, Yaw, t < 20 ? 0.05f : (float)width,
            ];
            row.CopyTo(plan, t * 5);
        }
        Assert.Equal(mode, BagPlanMode.Of(plan, [0.5f, 0.02f, Yaw]));
    }
}
