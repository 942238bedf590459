using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Forewarn.Recording.Tests;

/// <summary>
/// This program as a recording robot: started with a folder in its environment it runs no test but records message after
/// message until it is killed.
/// </summary>
internal static class RecordingChild
{
    private const string Variable = "FOREWARN_TEST_RECORD_TO";

    public static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(RecordingChild).Assembly.Location]) { RedirectStandardOutput = true };
        start.Environment[Variable] = folder;
        return Process.Start(start)!;
    }

    public static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    [ModuleInitializer]
    internal static void RecordForever()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder) return;
        using var recorder = new BagRecorder(folder, TimeProvider.System);
        int joints = recorder.Open(Samples.Joints), image = recorder.Open(Samples.Image);
        for (int i = 0; ; i++)
        {
            byte[] data = Samples.Of(Samples.Joints, i);
            recorder.Take(joints, Now(), i, data);
            // Small enough that no chunk fills up in a second: only flushing saves it.
            if (i % 20 == 0) recorder.Take(image, Now(), i, new byte[1000]);
            Thread.Sleep(1);
        }
    }
}
