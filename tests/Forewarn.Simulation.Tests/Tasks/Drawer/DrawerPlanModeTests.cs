using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Drawer;

namespace Forewarn.Simulation.Tests.Tasks.Drawer;

public class DrawerPlanModeTests
{
    private static readonly SeedStreams Seeds = new(23);

    [Theory]
    [InlineData(DrawerScript.Knob, "knob")]
    [InlineData(DrawerScript.Bar, "bar")]
    [InlineData(DrawerScript.Ledge, "ledge")]
    [InlineData(DrawerScript.Slip, "slip")]
    [InlineData(DrawerScript.Push, "push")]
    public void ADemonstratedPlanAimsAtItsMode(DrawerScript script, string mode)
    {
        using var environment = new DrawerEnvironment();
        for (int episode = 0; episode < 20; episode++)
        {
            environment.Reset(Seeds.Stream("scene", episode));
            var plan = new DrawerDemonstrator(new DrawerTask().Scenes).Plan(script, environment, Seeds.Stream("script", episode));
            var (x, y, yaw) = environment.ObjectPose;
            Assert.Equal(mode, DrawerPlanMode.Of(plan, [(float)x, (float)y, (float)yaw]));
        }
    }

    [Theory]
    [InlineData(0.050, 0.010, "knob")]
    [InlineData(-0.050, 0.020, "bar")]
    [InlineData(0.010, -0.030, "ledge")]
    [InlineData(0.045, 0.045, "slip")]
    [InlineData(-0.055, 0.085, "push")]
    [InlineData(0, 0.03, null)]
    [InlineData(0, -0.10, null)]
    public void AGraspBelongsToTheNearestPlaceOfATurnedCabinetOrToNone(double u, double v, string? mode)
    {
        const float Yaw = 0.5f;
        var plan = new float[ArmTask.PlanSteps * 5];
        for (int t = 0; t < ArmTask.PlanSteps; t++)
        {
            float[] row =
            [
                (float)(0.5 + Math.Cos(Yaw) * u - Math.Sin(Yaw) * v), (float)(0.02 + Math.Sin(Yaw) * u + Math.Cos(Yaw) * v),
                0.064f, Yaw, t < 20 ? 0.044f : 0,
            ];
            row.CopyTo(plan, t * 5);
        }
        Assert.Equal(mode, DrawerPlanMode.Of(plan, [0.5f, 0.02f, Yaw]));
    }

    [Fact]
    public void StationsLieFartherApartThanClustersAreWide()
    {
        var stations = Enum.GetValues<DrawerScript>().Where(s => s != DrawerScript.Miss).Select(DrawerLayout.Station).ToArray();
        for (int i = 0; i < stations.Length; i++)
            for (int j = 0; j < i; j++)
                Assert.True(Math.Sqrt(Math.Pow(stations[i].X - stations[j].X, 2) + Math.Pow(stations[i].Y - stations[j].Y, 2)) > 0.03);
    }

    /// <summary>The layout in code against the scene: beside or in front of every geom that rises above the top there is a gap, above it none.</summary>
    [Fact]
    public void TheLayoutIsTheScenes()
    {
        using var model = MujocoModel.LoadXml(ArmScene.With("drawer"));
        var positions = model.Doubles("geom_pos");
        var sizes = model.Doubles("geom_size");
        string[] standing = ["drawer_knob", "drawer_bar_stem", "drawer_bar_cross", "drawer_ledge", "drawer_plate"];
        foreach (string name in standing)
        {
            int id = model.Id(MujocoObject.Geom, name);
            double x = positions[3 * id], y = positions[3 * id + 1], hx = sizes[3 * id], hy = sizes[3 * id + 1];
            Assert.Equal(0, DrawerLayout.Gap((x, y), 0, 0, 0));
            // Closed fingers reach 12 mm across the pull and 9 mm along it.
            Assert.InRange(DrawerLayout.Gap((x + hx + 0.012 + 0.003, y), 0, 0, 0), 0, 0.0031);
            Assert.InRange(DrawerLayout.Gap((x, y + hy + 0.009 + 0.003), 0, 0, 0), 0, 0.0031);
        }
        Assert.InRange(DrawerLayout.Gap((0, 0.25), 0, 0.046, 0.1), 0.15, 0.20);
        Assert.Equal(0, DrawerLayout.Gap((0.045, 0.15), 0, 0.046, -0.1));
    }
}
