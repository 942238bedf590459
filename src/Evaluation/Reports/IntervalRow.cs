using Forewarn.Core;

namespace Forewarn.Evaluation.Reports;

/// <summary>One line of an interval chart.</summary>
/// <param name="Emphasis">Whether it is the one to look at.</param>
public sealed record IntervalRow(string Label, MetricInterval Value, bool Emphasis);
