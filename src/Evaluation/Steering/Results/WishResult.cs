using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>One wish: whether it could be fulfilled at all, and by whom it was.</summary>
/// <param name="Coverage">
/// Share of scenes in which some mode fulfils it by physics: the ceiling of any selector.
/// </param>
/// <param name="FirstSamplesCoverage">The same among the first samples, without clustering.</param>
public sealed record WishResult(
    string Text, string Group, string[] Accept, string[] Reject, MetricInterval Coverage,
    MetricInterval FirstSamplesCoverage, IReadOnlyList<SelectorResult> Selectors);
