using System.Text.Json;

namespace Forewarn.Benchmarks.Reports;

/// <summary>All of one run of <c>bench steering</c>.</summary>
/// <param name="Command">What to type to repeat it.</param>
/// <param name="Sizes">N, K, H and so on.</param>
/// <param name="Models">SHA-256 of every package's first graph.</param>
/// <param name="Peers">What every peer said of itself: versions, and the cost of every form it tried.</param>
/// <param name="GemmGflops">fp32 rate of a bare product on one thread.</param>
public sealed record SteeringBenchReport(
    string Command, string Date, BenchMachine Machine, IReadOnlyDictionary<string, int> Sizes,
    IReadOnlyDictionary<string, string> Models, IReadOnlyDictionary<string, JsonElement> Peers,
    IReadOnlyList<AgreementRow> Agreement, IReadOnlyList<RatioRow> Ratios, double GemmGflops,
    IReadOnlyList<StageShare> Stages, IReadOnlyList<ScalingPoint> Curves);
