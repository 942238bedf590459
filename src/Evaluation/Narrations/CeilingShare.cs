using Forewarn.Core;

namespace Forewarn.Evaluation.Narrations;

/// <summary>Accuracy of the narrated outcome against what physics allows.</summary>
/// <param name="Ceiling">Share of outcomes that survive a small displacement.</param>
/// <param name="Accuracy">Outcome told right, from imagined latents.</param>
/// <param name="Share">Accuracy over ceiling; may exceed 1.</param>
public sealed record CeilingShare(MetricInterval Ceiling, MetricInterval Accuracy, MetricInterval Share);
