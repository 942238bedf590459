using System.Diagnostics;
using Forewarn.RosBridge;

namespace Forewarn.Tests;

/// <summary>Spins transports on the test's thread until something holds.</summary>
internal static class SpinLoop
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(5);

    /// <returns>Whether it came to hold within <see cref="Limit"/>.</returns>
    public static bool Until(Func<bool> holds, params ReadOnlySpan<IRosTransport> transports)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            if (watch.Elapsed > Limit) return false;
            foreach (var transport in transports) transport.SpinOnce(s_turn);
        }
        return true;
    }

    /// <summary>Spins for a while whatever happens.</summary>
    public static void For(TimeSpan time, params ReadOnlySpan<IRosTransport> transports)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
            foreach (var transport in transports) transport.SpinOnce(s_turn);
    }
}
