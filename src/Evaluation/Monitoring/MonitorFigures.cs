using Forewarn.Core;

namespace Forewarn.Evaluation.Monitoring;

/// <summary>How one scorer does as a monitor. An episode is good for a wish that its plan fulfilled.</summary>
/// <param name="Threshold">Set on the calibration seeds; negative infinity when they were too few.</param>
/// <param name="CalibrationGood">Good pairs of episode and wish that set it.</param>
/// <param name="Rates">All wishes first, then group by group.</param>
/// <param name="DetectionByOutcome">
/// Detection by what the bad plan did: failures whatever was wished, and grasps of another part than wished.
/// </param>
/// <param name="BeforeStart">Share of bad episodes whose alarm came at the earliest possible frame.</param>
/// <param name="LeadToEndS">Mean seconds from the alarm to the end of the plan, detected bad episodes.</param>
/// <param name="LeadToEventS">Mean seconds from the alarm to the deciding event, where there was one; may be negative.</param>
/// <param name="BeforeEvent">Share of detected bad episodes with an event whose alarm came before it.</param>
/// <param name="BadAlarms">Bad episodes by the frame of their alarm, <c>[frames]</c>.</param>
/// <param name="GoodAlarms">Good episodes by the frame of their alarm, <c>[frames]</c>.</param>
public sealed record MonitorFigures(
    string Scorer, double Threshold, int CalibrationGood, IReadOnlyList<MonitorRates> Rates,
    IReadOnlyDictionary<string, MetricInterval> DetectionByOutcome, MetricInterval BeforeStart, MetricInterval LeadToEndS,
    MetricInterval LeadToEventS, MetricInterval BeforeEvent, int[] BadAlarms, int[] GoodAlarms, ScoreCurve Good, ScoreCurve Bad)
{
    /// <summary>Least share of bad episodes that must be detected.</summary>
    public const double DetectionBar = 0.80;

    /// <summary>Largest share of good episodes that may alarm.</summary>
    public const double FalseAlarmBar = 0.10;
}
