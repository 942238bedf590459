using Forewarn.Benchmarks.Timing;

namespace Forewarn.Benchmarks.Coordination;

/// <summary>Cost of the regret program as one side of the game grows.</summary>
/// <param name="Actions">Of every agent.</param>
/// <param name="Slope">
/// Of log processor time over log steps by least squares: 1 where cost is proportional. Median over interleaved rounds with its
/// bootstrap interval.
/// </param>
public sealed record RegretCurve(string Grows, IReadOnlyList<int> Actions, RatioInterval Slope, IReadOnlyList<RegretPoint> Points)
{
    /// <summary>How far from 1 the whole interval may be.</summary>
    public const double Bar = 0.1;

    public bool Reaches => Slope.Low >= 1 - Bar && Slope.High <= 1 + Bar;
}
