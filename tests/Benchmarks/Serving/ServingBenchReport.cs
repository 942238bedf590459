using Forewarn.Benchmarks.Reports;

namespace Forewarn.Benchmarks.Serving;

/// <summary>All of one run of <c>bench serving</c>.</summary>
/// <param name="Command">What to type to repeat it.</param>
/// <param name="RateHz">Observations per second and client.</param>
/// <param name="PolicyMs">How long the scripted policy takes.</param>
public sealed record ServingBenchReport(
    string Command, string Date, BenchMachine Machine, double RateHz, double PolicyMs, double SecondsPerPhase, IReadOnlyList<ServingRow> Rows);
