using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Simulation.Tests.Tasks.Cup;

public class CupMishapsTests
{
    private static readonly SeedStreams Seeds = new(31);

    [Fact]
    public void SomeMishapsRockTheMugAndMostLeaveItStanding()
    {
        using var environment = new CupEnvironment();
        CupScript[] grasps = [CupScript.Handle, CupScript.RimLeft, CupScript.RimRight, CupScript.Body];
        int rocked = 0, tipped = 0, plans = 0;
        for (int i = 0; i < 8; i++)
            foreach (var mishap in new Mishap[] { CupMishaps.Offset, CupMishaps.Pull, CupMishaps.Jerk })
            {
                environment.Reset(Seeds.Stream("scene", i));
                var grasp = new CupDemonstrator(new()).Plan(grasps[i % 4], environment, Seeds.Stream("script", i));
                double most = 0;
                PlanExecutor.Run(environment, mishap(grasp, Seeds.Stream("mishap", i)), onRow: _ => most = Math.Max(most, environment.MugTilt));
                plans++;
                if (most > 0.05) rocked++;
                if (most > CupTask.TippedAngle) tipped++;
            }
        Assert.InRange(rocked, 3, plans - 3);
        Assert.InRange(tipped, 0, plans / 4);
    }

    [Fact]
    public void AMishapIsItsSeedAndStaysAPlan()
    {
        using var environment = new CupEnvironment();
        environment.Reset(Seeds.Stream("scene", 1));
        var grasp = new CupDemonstrator(new()).Plan(CupScript.Body, environment, Seeds.Stream("script", 1));
        foreach (var mishap in new Mishap[] { CupMishaps.Offset, CupMishaps.Pull, CupMishaps.Jerk })
        {
            var plan = mishap(grasp, Seeds.Stream("mishap", 2));
            Assert.Equal(plan, mishap(grasp, Seeds.Stream("mishap", 2)));
            Assert.NotEqual(plan, grasp);
            Assert.Equal(grasp.Length, plan.Length);
            Assert.All(plan, value => Assert.True(float.IsFinite(value)));
        }
        Assert.Throws<ForewarnException>(() => CupMishaps.Jerk(grasp.AsSpan(5), Seeds.Stream("mishap", 2)));
    }

    private delegate float[] Mishap(ReadOnlySpan<float> plan, SeedStream seed);
}
