using System.Text.Json;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;

namespace Forewarn.Benchmarks.Tuning;

/// <summary>All of one run of <c>bench tuning</c>.</summary>
/// <param name="Sizes">Of the network and of a batch.</param>
/// <param name="Peers">What every peer said of itself, with the cost of every form it tried.</param>
/// <param name="Ours">Milliseconds of a step without a peer.</param>
/// <param name="GemmGflops">fp32 rate of a bare product of the training library on one thread.</param>
public sealed record TuningBenchReport(
    string Command, string Date, BenchMachine Machine, IReadOnlyDictionary<string, long> Sizes,
    IReadOnlyDictionary<string, JsonElement> Peers, IReadOnlyList<AgreementRow> Agreement, IReadOnlyList<RatioRow> Ratios,
    IReadOnlyDictionary<string, Cost> Ours, double GemmGflops);
