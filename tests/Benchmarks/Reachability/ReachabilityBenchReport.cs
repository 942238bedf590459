using System.Text.Json;
using Forewarn.Benchmarks.Reports;

namespace Forewarn.Benchmarks.Reachability;

/// <summary>All of one run of <c>bench reachability</c>.</summary>
/// <param name="Lanes">Points that the solver computes on together here.</param>
/// <param name="Peer">What it said of itself, with the cost of every form it tried.</param>
/// <param name="Ratios">Steps against numpy on one thread in processor time; two threads against one by the clock.</param>
/// <param name="NsPerPoint">Of a stage on one thread, by grid.</param>
/// <param name="AllocatedBytes">Managed bytes of 300 stages on two threads.</param>
internal sealed record ReachabilityBenchReport(
    string Command, string Date, BenchMachine Machine, int Lanes, JsonElement Peer, IReadOnlyList<AgreementRow> Agreement,
    IReadOnlyList<RatioRow> Ratios, IReadOnlyDictionary<string, double> NsPerPoint, long AllocatedBytes)
{
    /// <summary>What the cost of a point may differ by from the middle of all grids.</summary>
    public const double MostSlope = 0.25;

    /// <summary>Largest difference of a grid's cost per point from the middle one, as a share.</summary>
    public double Slope => NsPerPoint.Values.Max(ns => Math.Abs(ns / Middle - 1));

    public bool Reaches => Ratios.All(r => r.Reaches) && Slope <= MostSlope && AllocatedBytes == 0;

    private double Middle => Timing.RatioInterval.MedianOf([.. NsPerPoint.Values]);
}
