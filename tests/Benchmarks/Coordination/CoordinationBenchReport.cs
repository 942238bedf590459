using Forewarn.Benchmarks.Reports;

namespace Forewarn.Benchmarks.Coordination;

/// <summary>All of one run of <c>bench games</c>.</summary>
/// <param name="Outcomes">Of every state and joint action in the games.</param>
public sealed record CoordinationBenchReport(
    string Command, string Date, BenchMachine Machine, int Outcomes, IReadOnlyList<RegretCurve> Curves)
{
    public bool Reaches => Curves.All(c => c.Reaches);
}
