using System.Runtime.InteropServices;

namespace Forewarn.Serving;

/// <summary>Puts a thread behind all others: what is done for people must not take time from what moves a robot.</summary>
internal static partial class LowPriority
{
    private const int OneProcess = 0, Nicest = 19;

    /// <summary>For the calling thread. On Linux niceness belongs to the thread, and nobody needs leave to have less.</summary>
    public static void Apply()
    {
        if (OperatingSystem.IsLinux()) _ = SetPriority(OneProcess, 0, Nicest);
        else Thread.CurrentThread.Priority = ThreadPriority.Lowest;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
