using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Forewarn.Core;
using Forewarn.Tests;

namespace Forewarn.Benchmarks.Dds;

/// <summary>CycloneDDS's own measuring program, in C, with a wait set on either side as ours has. It halves round trips itself.</summary>
internal sealed partial class DdsPerf : IDisposable
{
    private const int Seconds = 3;

    private readonly TestDomain _domain = new();
    private readonly Process _pong;

    // It reports each second, which nobody here reads: a reader would allocate while ours is measured.
    public DdsPerf() => _pong = Start("bash", "-c", $"exec ddsperf -i {_domain.Id} -D 36000 pong waitset >/dev/null 2>&1");

    public DdsTrips Measure(int payload)
    {
        using var ping = Start("ddsperf", "-i", $"{_domain.Id}", "-D", $"{Seconds}", "ping", "size", $"{payload}", "waitset");
        string said = ping.StandardOutput.ReadToEnd();
        ping.WaitForExit();
        // The first second holds the meeting of the two; the last whole one counts.
        var lines = Line().Matches(said);
        if (lines.Count == 0)
            throw ForewarnException.Of("ddsperf", $"'{said.ReplaceLineEndings(" ")}'", "a line of latencies",
                "Try it by hand: ddsperf ping & ddsperf pong.");
        var last = lines[^1];
        double Number(string name) => double.Parse(last.Groups[name].Value, CultureInfo.InvariantCulture);
        return new(Number("p50"), Number("p99"), (int)Number("count"));
    }

    public void Dispose()
    {
        _pong.Kill();
        _pong.WaitForExit();
        _pong.Dispose();
        _domain.Dispose();
    }

    private Process Start(string program, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in _domain.Environment) start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw ForewarnException.Of("ddsperf", "none", "CycloneDDS's measuring program",
                "Install it: apt-get install cyclonedds-tools.", ExitCode.Environment);
        }
    }

    [GeneratedRegex(@"size \d+ .* 50% (?<p50>[\d.]+)us 90% [\d.]+us 99% (?<p99>[\d.]+)us max [\d.]+us cnt (?<count>\d+)")]
    private static partial Regex Line();
}
