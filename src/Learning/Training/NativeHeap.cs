using System.Runtime.InteropServices;

namespace Forewarn.Learning.Training;

/// <summary>
/// Gives freed native memory back to the system. Under libtorch's allocation pattern glibc fragments by about a
/// megabyte per update with a constant number of live tensors; trimming now and then bounds it at no measurable cost.
/// </summary>
public static partial class NativeHeap
{
    private static bool available = OperatingSystem.IsLinux();

    [LibraryImport("libc")]
    private static partial int malloc_trim(nuint pad);

    /// <summary>Does nothing where the C library has no such call.</summary>
    public static void Trim()
    {
        if (!available) return;
        try
        {
            _ = malloc_trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            available = false; // musl
        }
    }
}
