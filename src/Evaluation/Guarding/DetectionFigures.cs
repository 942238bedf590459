using Forewarn.Core;

namespace Forewarn.Evaluation.Guarding;

/// <summary>What one guard made of plans whose fate is known. Wilson intervals over plans.</summary>
/// <param name="Plans"><c>all</c>, <c>modes of the policy</c> or <c>endangered</c>.</param>
/// <param name="DoomedAccepted">Share of doomed plans that pass.</param>
/// <param name="FailingAccepted">Share of failing plans that pass.</param>
/// <param name="SafeRefused">Share of other plans that do not.</param>
public sealed record DetectionFigures(
    string Guard, string Plans, MetricInterval DoomedAccepted, MetricInterval FailingAccepted, MetricInterval SafeRefused);
