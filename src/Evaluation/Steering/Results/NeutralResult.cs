using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>What happens when the wish states no preference.</summary>
/// <param name="Chosen">Share of scenes in which <c>forewarn</c> executed a plan that did this mode.</param>
/// <param name="Base">The same of the base policy's single sample.</param>
/// <param name="Available">Share of scenes in which some mode did it.</param>
/// <param name="Nothing">Share of scenes in which <c>forewarn</c> executed nothing.</param>
public sealed record NeutralResult(
    string Text, IReadOnlyDictionary<string, MetricInterval> Chosen, IReadOnlyDictionary<string, MetricInterval> Base,
    IReadOnlyDictionary<string, MetricInterval> Available, MetricInterval Nothing);
