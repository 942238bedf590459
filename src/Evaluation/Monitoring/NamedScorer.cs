using Forewarn.Steering;

namespace Forewarn.Evaluation.Monitoring;

/// <summary>A way of scoring running plans, with its name in tables.</summary>
public sealed record NamedScorer(string Name, IPlanScorer Scorer);
