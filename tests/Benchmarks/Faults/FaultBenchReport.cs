using Forewarn.Benchmarks.Reports;

namespace Forewarn.Benchmarks.Faults;

/// <summary>All of one run of <c>bench faults</c>.</summary>
/// <param name="First">Seed of the first schedule; the others follow.</param>
/// <param name="Faults">How often each kind of fault was at work.</param>
/// <param name="Rungs">Decisions per rung, over all schedules.</param>
/// <param name="SimulatedHours">Time that the nodes lived through.</param>
/// <param name="Broken">Schedules in which an invariant did not hold, with their seed.</param>
public sealed record FaultBenchReport(
    string Command, string Date, BenchMachine Machine, ulong First, long Schedules, IReadOnlyDictionary<string, long> Faults,
    IReadOnlyDictionary<string, long> Rungs, long Holds, double SimulatedHours, double Minutes, IReadOnlyList<string> Broken);
