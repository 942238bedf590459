using System.Runtime.InteropServices;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tests;

/// <summary>Skips, with the reason a person needs, what this machine cannot run.</summary>
internal static class Requires
{
    /// <summary>Skips where the library is absent; one that is there and does not work fails the test.</summary>
    public static void Mujoco()
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libmujoco.so.2.2.2", out _), "libmujoco2.2.2 is not installed.");
        Assert.Equal(222, MujocoLibrary.Version);
    }

    public static void OpenGl()
    {
        Mujoco();
        Assert.SkipUnless(Renderer.IsAvailable(out var reason), reason ?? "");
    }
}
