using System.Text.Json;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;

namespace Forewarn.Benchmarks.Imitation;

/// <summary>All of one run of <c>bench imitation</c>.</summary>
/// <param name="Peers">What every peer said of itself, with the cost of every form it tried.</param>
/// <param name="Ours">Milliseconds of an update without a peer.</param>
/// <param name="Megaflop">Of an update's products, all rows counted, as a straightforward implementation does them.</param>
/// <param name="EnvironmentStepsPerSecond">Of one core, in processor time.</param>
/// <param name="ResidentGrowthMb">Memory of the process after <paramref name="MemoryUpdates"/> updates less that before.</param>
/// <param name="AllocatedBytes">Managed bytes that those updates allocated.</param>
public sealed record ImitationBenchReport(
    string Command, string Date, BenchMachine Machine, IReadOnlyDictionary<string, long> Sizes,
    IReadOnlyDictionary<string, JsonElement> Peers, IReadOnlyList<AgreementRow> Agreement, IReadOnlyList<RatioRow> Ratios,
    IReadOnlyDictionary<string, Cost> Ours, IReadOnlyDictionary<string, double> Megaflop, double EnvironmentStepsPerSecond,
    int MemoryUpdates, double ResidentGrowthMb, long AllocatedBytes)
{
    /// <summary>More than this is a leak: a bit of compiled code and of the collector's own tables comes with time.</summary>
    public const double MostGrowthMb = 8;

    public bool Reaches => Ratios.All(r => r.Reaches) && AllocatedBytes == 0 && ResidentGrowthMb <= MostGrowthMb;
}
