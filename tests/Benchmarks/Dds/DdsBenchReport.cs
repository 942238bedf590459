using Forewarn.Benchmarks.Reports;

namespace Forewarn.Benchmarks.Dds;

/// <summary>All of one run of <c>bench dds</c>.</summary>
/// <param name="Command">What to type to repeat it.</param>
/// <param name="Against">What theirs is, with its version.</param>
public sealed record DdsBenchReport(string Command, string Date, BenchMachine Machine, string Against, IReadOnlyList<DdsRow> Rows);
