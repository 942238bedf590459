using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;

namespace Forewarn.Benchmarks.Recordings;

/// <summary>All of one run of <c>bench recording</c>.</summary>
/// <param name="Bytes">Of the bag.</param>
/// <param name="OursMbPerS">Median over rounds, as is <paramref name="PlainMbPerS"/>; 1 MB is 1e6 bytes.</param>
/// <param name="Throughput">Ours over plain by the clock, paired per round.</param>
/// <param name="CpuThroughput">The same per processor time, the system's included: what other load disturbs less.</param>
/// <param name="Opened">The bag as it was closed.</param>
/// <param name="OpenedCut">The same bag without its end, as a killed process leaves it.</param>
public sealed record RecordingBenchReport(
    string Command, string Date, BenchMachine Machine, long Bytes, long Messages, double OursMbPerS, double PlainMbPerS,
    RatioInterval Throughput, RatioInterval CpuThroughput, double Bar, OpenedBag Opened, OpenedBag OpenedCut)
{
    public bool Reaches => Throughput.Median >= Bar && Opened.Reaches && OpenedCut.Reaches;
}
