using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Replay;

/// <summary>What a replay found.</summary>
/// <param name="Decisions">Decisions in the recording.</param>
/// <param name="Blind">Decisions of which the recording does not say what they saw; nothing below counts them.</param>
/// <param name="Comparable">Decisions of which everything was compared bit for bit.</param>
/// <param name="Equal">Those of them that came out bit-equal.</param>
/// <param name="SamePlan">Share of decisions that execute the recorded plan, value by value (or hold as recorded).</param>
/// <param name="Selectors">What each selector would have executed.</param>
/// <param name="NarrationOutcome">Share of executed narrations whose outcome then happened; null without labels.</param>
/// <param name="NarrationMode">The same for the finest mode.</param>
/// <param name="Calibration">Confidence of narrations against their truth; null without labels.</param>
/// <param name="Strange">Share of decisions unlike the training data.</param>
/// <param name="RecordedLatency">Milliseconds per stage when it was recorded.</param>
/// <param name="Latency">Milliseconds per stage now, on this machine, without a deadline.</param>
public sealed record ReplayResults(
    RunRecord Run, int Decisions, int Blind, int Comparable, int Equal, MetricInterval SamePlan, IReadOnlyList<SelectorAgreement> Selectors,
    MetricInterval? NarrationOutcome, MetricInterval? NarrationMode, CalibrationFigures? Calibration, MetricInterval Strange,
    IReadOnlyList<StageLatency> RecordedLatency, IReadOnlyList<StageLatency> Latency, IReadOnlyList<ReplayRow> Rows);
