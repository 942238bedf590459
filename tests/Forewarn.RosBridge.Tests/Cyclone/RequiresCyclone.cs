using System.Runtime.InteropServices;

namespace Forewarn.RosBridge.Tests.Cyclone;

/// <summary>Skips where the library is absent; one that is there and does not work fails the test.</summary>
internal static class RequiresCyclone
{
    public static void Library() =>
        Assert.SkipUnless(NativeLibrary.TryLoad("libddsc.so.0debian", out _) || NativeLibrary.TryLoad("libddsc.so.0", out _),
            "libddsc0debian is not installed.");
}
