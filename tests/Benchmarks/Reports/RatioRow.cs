using Forewarn.Benchmarks.Timing;

namespace Forewarn.Benchmarks.Reports;

/// <summary>One comparison: how many times longer the other way takes.</summary>
/// <param name="Against">The other way.</param>
/// <param name="Bar">What the ratio must reach; 0 where nothing is asked.</param>
/// <param name="Ours">Median milliseconds of ours; <paramref name="Theirs"/> of the other way.</param>
/// <param name="Ratio">Paired ratio of processor time.</param>
/// <param name="WallRatio">Paired ratio by the clock.</param>
public sealed record RatioRow(
    string Work, string Against, double Bar, Cost Ours, Cost Theirs, RatioInterval Ratio, RatioInterval WallRatio)
{
    public bool Reaches => Ratio.Median >= Bar;
}
