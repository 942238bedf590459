using System.Globalization;

namespace Forewarn.Core;

/// <summary>What a process may fill with one thing before it starts: refused with a number instead of killed halfway.</summary>
public static class MemoryBudget
{
    /// <summary>Two thirds of what the machine or container has, bytes.</summary>
    public static long Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 3 * 2;

    /// <param name="available">Bytes; null asks the machine.</param>
    /// <exception cref="ForewarnException">More is needed than there is.</exception>
    public static void Require(string thing, long bytes, string fix, long? available = null)
    {
        long limit = available ?? Available;
        if (bytes > limit)
            throw ForewarnException.Of(thing, $"a need of {Gigabytes(bytes)}", $"at most {Gigabytes(limit)}", fix, ExitCode.Environment);
    }

    public static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB");
}
