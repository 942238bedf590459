using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tests.Binding;

/// <summary>What a process decides once, tried in child processes in all its forms.</summary>
public sealed class ProcessWideChoiceTests
{
    [Fact]
    public async Task Without_the_compiled_guard_errors_are_still_exceptions()
    {
        Requires.Mujoco();
        var (code, output) = await ChildRun.OfClass<MujocoErrorTests>(
            ("FOREWARN_MUJOCO_GUARD", "parked"), (MujocoErrorTests.ExpectedGuard, "parked"));
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Without_the_compiled_guard_pictures_are_still_made()
    {
        Requires.OpenGl();
        var (code, output) = await ChildRun.OfClass<RendererTests>(("FOREWARN_MUJOCO_GUARD", "parked"));
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_missing_library_is_named_and_ends_nothing()
    {
        Requires.Mujoco();
        var (code, output) = await ChildRun.OfClass<MujocoDataTests>(("FOREWARN_MUJOCO_LIB", "/no/such/libmujoco.so"));
        Assert.NotEqual(0, code);
        Assert.Contains("FOREWARN_MUJOCO_LIB=/no/such/libmujoco.so", output);
        Assert.DoesNotContain("DllNotFoundException", output);
    }

    [Fact]
    public async Task EGL_and_OSMesa_draw_the_same_picture()
    {
        Requires.OpenGl();
        Assert.SkipUnless(File.Exists("/usr/lib/x86_64-linux-gnu/libOSMesa.so.8"), "libosmesa6 is not installed.");
        using var model = MujocoModel.LoadXml(Scenes.BallAndArm);
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, RendererTests.Picture(model));
            // A vendor that does not exist makes EGL fail after it has loaded; OSMesa must then take over.
            (string, string)[] choices =
                [("FOREWARN_GL", "osmesa"), ("__EGL_VENDOR_LIBRARY_FILENAMES", "/no/such.json")];
            foreach (var choice in choices)
            {
                var (code, output) = await ChildRun.OfClass<RendererTests>(choice,
                    (RendererTests.ExpectedPicture, path));
                Assert.True(code == 0, output);
                Assert.DoesNotContain("off-screen OpenGL", output);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Without_any_platform_the_message_names_the_packages()
    {
        Requires.OpenGl();
        var (_, output) = await ChildRun.OfClass<RendererTests>(("FOREWARN_GL", "egl"),
            ("__EGL_VENDOR_LIBRARY_FILENAMES", "/no/such.json"));
        Assert.Contains("libegl-mesa0", output);
        Assert.Contains("skipped: 5", output);
        (_, output) = await ChildRun.OfClass<RendererTests>(("FOREWARN_GL", "glx"));
        Assert.Contains("auto, egl or osmesa", output);
    }
}
