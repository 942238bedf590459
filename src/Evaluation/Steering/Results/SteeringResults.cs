using Forewarn.Core;
using Forewarn.Evaluation.Narrations;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Steering;

/// <summary>Everything a steering study found.</summary>
/// <param name="Scenes">Number of scenes; every wish and selector was tried in each of them.</param>
/// <param name="MeanModes">Mean number of modes per scene.</param>
/// <param name="BaseShare">What the base policy's single sample does, share per mode.</param>
/// <param name="Narration">Accuracy of narrations of the modes, by source of the latents.</param>
/// <param name="Chosen">What was said of the plans that <c>forewarn</c> chose against what they did.</param>
/// <param name="WishFlip">
/// Of the scenes whose modes fulfil both of two wishes that accept disjoint outcomes, the share in which <c>forewarn</c>
/// chose different modes; null when no two wishes are disjoint.
/// </param>
/// <param name="Workers">Threads while latencies were taken.</param>
/// <param name="Controls">What changes when only the wish, the order or the offered plans change.</param>
/// <param name="OneMode">All wishes that one mode fulfills, pooled; null when a group of the file is just that.</param>
/// <param name="Ceiling">Narrated outcomes against what physics allows; null when that was not measured.</param>
public sealed record SteeringResults(
    RunRecord Run, int Scenes, double MeanModes, IReadOnlyDictionary<string, MetricInterval> BaseShare,
    IReadOnlyList<GroupResult> Groups, IReadOnlyList<WishResult> Wishes,
    IReadOnlyDictionary<NarrationSource, NarrationFigures> Narration, ConfusionTable Chosen, MetricInterval? WishFlip,
    IReadOnlyList<StageLatency> Latencies, int Workers, ControlResults? Controls = null, GroupResult? OneMode = null,
    CeilingShare? Ceiling = null);
