using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Curves;

/// <summary>A group in numbers.</summary>
/// <param name="Final">Interquartile mean over runs of <see cref="LearningCurve.Final"/> where the group's shortest run ends.</param>
/// <param name="Area">Interquartile mean over runs of <see cref="LearningCurve.Area"/> over the range that all groups cover.</param>
public sealed record GroupFigures(string Label, CurveBand Band, MetricInterval Final, MetricInterval Area);
