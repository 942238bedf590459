using Forewarn.Benchmarks.Timing;

namespace Forewarn.Benchmarks.Serving;

/// <summary>What three well-behaved clients see of a fourth.</summary>
/// <param name="Fourth">What the fourth does instead of asking at its rate.</param>
/// <param name="P50Ms">Of the three, median over rounds; so is <paramref name="P99Ms"/>.</param>
/// <param name="Ratio">Their p99 over that of the same round with four well-behaved clients.</param>
/// <param name="Bar">Largest ratio.</param>
public sealed record ServingRow(string Fourth, double P50Ms, double P99Ms, RatioInterval? Ratio, double? Bar, int Answers)
{
    public bool Reaches => Bar is null || Ratio!.Median <= Bar;
}
