using System.Diagnostics;

namespace Forewarn.Benchmarks.Timing;

/// <summary>Milliseconds of one call: by the clock, and of processor time over all threads of the process.</summary>
public readonly record struct Cost(double Wall, double Cpu)
{
    /// <summary>Mean over <paramref name="repeats"/> calls.</summary>
    public static Cost Of(Action call, int repeats)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++) call();
        var wall = Stopwatch.GetElapsedTime(start);
        return new(wall.TotalMilliseconds / repeats, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / repeats);
    }

    /// <summary>Median over rounds after a warm-up, of wall and processor time each for itself.</summary>
    public static Cost Median(Action call, int rounds, double roundMs = 20)
    {
        int repeats = Repeats(call, roundMs);
        var costs = Enumerable.Range(0, rounds).Select(_ => Of(call, repeats)).ToArray();
        return Median(costs);
    }

    public static Cost Median(IReadOnlyList<Cost> costs) =>
        new(RatioInterval.MedianOf([.. costs.Select(c => c.Wall)]), RatioInterval.MedianOf([.. costs.Select(c => c.Cpu)]));

    /// <summary>Calls that fill a round; warms the call up on the way, past the compiler's second pass.</summary>
    public static int Repeats(Action call, double roundMs)
    {
        Of(call, 30);
        return Math.Clamp((int)Math.Ceiling(roundMs / Math.Max(1e-3, Of(call, 10).Cpu)), 1, 10_000);
    }
}
