using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Recording;

namespace Forewarn.Benchmarks.Recordings;

/// <summary>Opens a large bag and reads it, with an eye on time and memory.</summary>
internal static partial class BagOpening
{
    private const int DontNeed = 4;

    public static OpenedBag Measure(string file, long messages)
    {
        Forget(file);
        long resident = Resident(), managed = GC.GetTotalMemory(forceFullCollection: true), mostResident = 0, mostManaged = 0;
        void Look()
        {
            mostResident = Math.Max(mostResident, Resident() - resident);
            mostManaged = Math.Max(mostManaged, GC.GetTotalMemory(forceFullCollection: false) - managed);
        }

        long start = Stopwatch.GetTimestamp();
        using var bag = BagReader.Open(file);
        var first = bag.Messages().First();
        double firstMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Look();
        start = Stopwatch.GetTimestamp();
        var middle = bag.Messages(from: bag.StartTime + (bag.EndTime - bag.StartTime) / 2).First();
        double middleMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Look();
        start = Stopwatch.GetTimestamp();
        long count = 0, last = first.LogTime;
        foreach (var message in bag.Messages())
        {
            if (message.LogTime < last) throw Wrong(file, "messages out of order");
            last = message.LogTime;
            if (++count % 50 == 0) Look();
        }

        if (count != messages || middle.LogTime <= first.LogTime) throw Wrong(file, $"{count} messages");
        return new(count, firstMs, middleMs, Stopwatch.GetElapsedTime(start).TotalMilliseconds, mostResident / 1e6, mostManaged / 1e6,
            (resident + mostResident) / 1e6);
    }

    /// <summary>Takes the file out of the system's cache; what is not on the disk yet would stay.</summary>
    private static void Forget(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
        posix_fadvise((int)stream.SafeFileHandle.DangerousGetHandle(), 0, 0, DontNeed);
    }

    private static long Resident()
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static ForewarnException Wrong(string file, string found) =>
        ForewarnException.Of($"'{file}'", found, "what was written", "The figures of this run mean nothing.");

    [LibraryImport("libc")]
    private static partial int posix_fadvise(int file, long offset, long length, int advice);
}
