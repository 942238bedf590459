using Forewarn.Benchmarks.Timing;
using Forewarn.Core;

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

    /// <param name="ours">One per round; <paramref name="theirs"/> of the same rounds.</param>
    /// <param name="seeds">Of the intervals.</param>
    public static RatioRow Of(string work, string against, double bar, IReadOnlyList<Cost> ours, IReadOnlyList<Cost> theirs, SeedStreams seeds) => new(
        work, against, bar, Cost.Median(ours), Cost.Median(theirs),
        RatioInterval.Of([.. theirs.Select(c => c.Cpu)], [.. ours.Select(c => c.Cpu)], seeds.Stream(work + against)),
        RatioInterval.Of([.. theirs.Select(c => c.Wall)], [.. ours.Select(c => c.Wall)], seeds.Stream(work + against, 1)));
}
