using Forewarn.Benchmarks.Reports;
using Forewarn.Learning.Studies;

namespace Forewarn.Benchmarks.Imitation;

/// <summary>All of one run of <c>bench il-exact</c>.</summary>
/// <param name="Seconds">By the clock, for all studies.</param>
/// <param name="Verdicts">Of every study.</param>
/// <param name="Studies">Every figure with its bar.</param>
public sealed record ExactBenchReport(
    string Command, string Date, BenchMachine Machine, double Seconds, IReadOnlyDictionary<string, StudyVerdict> Verdicts,
    IReadOnlyList<StudyResult> Studies)
{
    /// <summary>Whether every study's claim holds.</summary>
    public bool Reaches => Verdicts.Values.All(v => v == StudyVerdict.Supported);
}
