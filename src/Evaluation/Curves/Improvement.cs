using Forewarn.Core;

namespace Forewarn.Evaluation.Curves;

/// <summary>How likely a run of <paramref name="Better"/> ends above one of <paramref name="Worse"/>.</summary>
public sealed record Improvement(string Better, string Worse, MetricInterval Probability);
