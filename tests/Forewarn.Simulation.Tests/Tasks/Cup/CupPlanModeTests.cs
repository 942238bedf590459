using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Simulation.Tests.Tasks.Cup;

public class CupPlanModeTests
{
    private static readonly SeedStreams Seeds = new(23);

    [Theory]
    [InlineData(CupScript.Handle, "handle")]
    [InlineData(CupScript.RimLeft, "rim-left")]
    [InlineData(CupScript.RimRight, "rim-right")]
    [InlineData(CupScript.Body, "body")]
    [InlineData(CupScript.Slip, "slip")]
    [InlineData(CupScript.Knock, "knock")]
    public void ADemonstratedPlanAimsAtItsMode(CupScript script, string mode)
    {
        using var environment = new CupEnvironment();
        for (int episode = 0; episode < 20; episode++)
        {
            environment.Reset(Seeds.Stream("scene", episode));
            var plan = new CupDemonstrator(new()).Plan(script, environment, Seeds.Stream("script", episode));
            var (x, y, yaw) = environment.ObjectPose;
            Assert.Equal(mode, CupPlanMode.Of(plan, [(float)x, (float)y, (float)yaw]));
        }
    }

    [Theory]
    [InlineData(0.060, 0, "handle")]
    [InlineData(0.010, 0, "body")]
    [InlineData(0, 0.020, "rim-left")]
    [InlineData(0, -0.020, "rim-right")]
    [InlineData(-0.035, 0, "slip")]
    [InlineData(0.1, 0, null)]
    [InlineData(0, 0.08, null)]
    public void AGraspBelongsToTheNearestPlaceOfATurnedMugOrToNone(double u, double v, string? mode)
    {
        const float Yaw = 0.6f;
        var plan = new float[ArmTask.PlanSteps * 5];
        for (int t = 0; t < ArmTask.PlanSteps; t++)
        {
            float[] row =
            [
                (float)(0.5 + Math.Cos(Yaw) * u - Math.Sin(Yaw) * v), (float)(0.02 + Math.Sin(Yaw) * u + Math.Cos(Yaw) * v),
                0.065f, Yaw, t < 20 ? 0.05f : 0,
            ];
            row.CopyTo(plan, t * 5);
        }
        Assert.Equal(mode, CupPlanMode.Of(plan, [0.5f, 0.02f, Yaw]));
    }
}
