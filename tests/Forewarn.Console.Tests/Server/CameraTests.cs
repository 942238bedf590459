using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Serving;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Console.Tests;

public sealed class CameraTests
{
    private static string Shipped => Path.Combine(Root(), "launch", "robots", "cup_arm.cameras.yaml");

    [Theory]
    [InlineData(1, 64)]
    [InlineData(2, 64)]
    [InlineData(3, 256)]
    [InlineData(4, 256)]
    public void The_tool_is_seen_where_the_calibration_says(ulong seed, int size)
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libmujoco.so.2.2.2", out _), "libmujoco2.2.2 is not installed.");
        Assert.SkipUnless(Renderer.IsAvailable(out string? reason), reason ?? "");
        // A glowing ball at the tool's center point; fingers far open, so that nothing hides it.
        using var model = MujocoModel.LoadXml(ArmScene.With("cup").Replace(
            "size=\"0.004\" rgba=\"1 0 0 0\"", "size=\"0.012\" rgba=\"1 0 1 1\"", StringComparison.Ordinal));
        using var data = new MujocoData(model);
        using var renderer = new Renderer(model, size, size);
        int tool = model.Id(MujocoObject.Site, "tcp"), camera = model.Id(MujocoObject.Camera, "front");
        CameraCalibration front = CameraRig.Load(Shipped).Find("front")!;
        var seeds = new SeedStreams(seed).Stream("poses");
        var rgb = new byte[size * size * 3];
        for (int pose = 0, seen = 0; seen < 8; pose++)
        {
            Assert.True(pose < 400, "too few poses before the camera");
            ReadOnlySpan<double> home = [0, 0.2, 0, -2.3, 0, 2.5, 0.785];
            for (int j = 0; j < home.Length; j++) data.Qpos[j] = home[j] + seeds.Uniform(-0.12, 0.12);
            data.Qpos[7] = data.Qpos[8] = 0.055;
            data.Forward();
            ReadOnlySpan<double> at = data.SiteXpos(tool);
            (double u, double v) = front.Project(at[0], at[1], at[2])!.Value;
            if (u is < 0.1 or > 0.9 || v is < 0.1 or > 0.9) continue;
            renderer.Render(data, camera, rgb);
            if (Centroid(rgb, size) is not { } center) continue;
            seen++;
            Assert.InRange(u * size - center.X, -Tolerance(size), Tolerance(size));
            Assert.InRange(v * size - center.Y, -Tolerance(size), Tolerance(size));
        }
    }

    [Fact]
    public void The_plan_of_an_episode_leads_to_where_the_arm_then_is()
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libmujoco.so.2.2.2", out _), "libmujoco2.2.2 is not installed.");
        using var environment = new CupEnvironment(new SceneOptions());
        environment.Reset(new SeedStreams(5).Stream("scene"));
        float[] state = environment.State();
        CameraCalibration front = CameraRig.Load(Shipped).Find("front")!;
        var command = environment.Command;
        (double U, double V) felt = front.Project(state[15], state[16], state[17])!.Value;
        (double U, double V) told = front.Project(command.X, command.Y, command.Z)!.Value;
        Assert.InRange(felt.U - told.U, -0.02, 0.02);
        Assert.InRange(felt.V - told.V, -0.02, 0.02);
    }

    [Fact]
    public void Distortion_moves_points_as_the_model_says()
    {
        var bent = new CameraCalibration("c", 100, 100, [100, 0, 49.5, 0, 100, 49.5, 0, 0, 1], [0.1, 0.01, 0.002, -0.003, 0.001], [0, 0, 0], [0, 0, 0, 1]);
        (double a, double b) = (0.3, -0.2);
        double r2 = (a * a) + (b * b), radial = 1 + (0.1 * r2) + (0.01 * r2 * r2) + (0.001 * r2 * r2 * r2);
        (double u, double v) = bent.Project(a * 2, b * 2, 2)!.Value;
        Assert.Equal((a * radial) + (2 * 0.002 * a * b) - (0.003 * (r2 + (2 * a * a))) + 0.5, u, 1e-12);
        Assert.Equal((b * radial) + (0.002 * (r2 + (2 * b * b))) - (2 * 0.003 * a * b) + 0.5, v, 1e-12);
        Assert.Null(bent.Project(0, 0, -1));
    }

    [Theory]
    [InlineData("frame: base\ncameras: {front: {image_width: 64}}", "image size")]
    [InlineData("frame: base\ncameras: {front: {image_width: 64, image_height: 64, camera_matrix: [1, 2]}}", "camera_matrix")]
    [InlineData(
        "frame: base\ncameras: {front: {image_width: 64, image_height: 64, camera_matrix: [9, 0, 1, 0, 9, 1, 0, 0, 1], "
        + "position_m: [0, 0, 0], quaternion_xyzw: [0, 0, 0, 2]}}", "quaternion")]
    [InlineData("frame: base\ncameras: {front: {image_wide: 64}}", "image_wide")]
    [InlineData("cameras: [1, 2]", "line 1")]
    public void A_calibration_that_is_none_is_refused_by_name(string yaml, string named)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, yaml);
            Assert.Contains(named, Assert.Throws<ForewarnException>(() => CameraRig.Load(file)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Plans_of_another_frame_or_of_joints_are_not_drawn()
    {
        ActionProposals plans = Script.Decision(0).Modes!;
        CameraCalibration front = Script.Rig.Cameras[0];
        Assert.Equal(Script.Steps, ToolPaths.Of(plans.Plan(0), plans.Spec, Script.Rig, front)!.Length);
        Assert.Null(ToolPaths.Of(plans.Plan(0), plans.Spec with { Frame = "world" }, Script.Rig, front));
        Assert.Null(ToolPaths.Of(plans.Plan(0), plans.Spec with { Representation = "delta" }, Script.Rig, front));
        Assert.Null(ToolPaths.Of(plans.Plan(0), plans.Spec with { Names = ["a", "b", "c", "d", "e"] }, Script.Rig, front));
    }

    /// <summary>A pixel of a small picture, less than that of a larger one.</summary>
    private static double Tolerance(int size) => size == 64 ? 0.75 : 1;

    /// <summary>Center of what glows, in pixels from the top left edge; null when little of it is seen.</summary>
    private static (double X, double Y)? Centroid(byte[] rgb, int size)
    {
        (double x, double y, int count) = (0, 0, 0);
        for (int i = 0; i < size * size; i++)
        {
            if (rgb[3 * i] < 90 || rgb[3 * i + 2] < 90 || rgb[3 * i + 1] > 60) continue;
            (x, y, count) = (x + i % size + 0.5, y + i / size + 0.5, count + 1);
        }
        return count < size * size / 2000 + 1 ? null : (x / count, y / count);
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Forewarn.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests run outside of the repository");
    }
}
