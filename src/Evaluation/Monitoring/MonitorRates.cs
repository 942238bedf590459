using Forewarn.Core;

namespace Forewarn.Evaluation.Monitoring;

/// <summary>Alarms in bad and in good episodes of one group of wishes; intervals are over episodes.</summary>
/// <param name="Detection">Share of bad episodes with an alarm.</param>
/// <param name="FalseAlarms">Share of good episodes with one.</param>
public sealed record MonitorRates(string Group, MetricInterval Detection, MetricInterval FalseAlarms);
