using System.Globalization;
using Forewarn.Evaluation.Monitoring;

namespace Forewarn.Evaluation.Reports;

/// <summary>The tables of a monitor study.</summary>
public static class MonitorTables
{
    public static IReadOnlyList<ReportTable> All(MonitorResults r) =>
        [Main(r), Groups(r), Outcomes(r), Times(r)];

    /// <summary>Detection, false alarms and lead times per scorer.</summary>
    public static ReportTable Main(MonitorResults r) => new(
        $"Runtime monitor, {r.Episodes} base-policy plans, {r.Wishes} wishes each",
        ["monitor", "threshold", "bad detected", "false alarms", "at the start", "s before the end", "s before the event", "before the event"],
        [.. r.Monitors.Select(m => (IReadOnlyList<string>)[
            m.Scorer, Threshold(m.Threshold), Figures.Interval(m.Rates[0].Detection), Figures.Interval(m.Rates[0].FalseAlarms),
            Figures.Interval(m.BeforeStart), Figures.Interval(m.LeadToEndS), Figures.Interval(m.LeadToEventS),
            Figures.Interval(m.BeforeEvent)])],
        $"Wanted: bad detected >= {Figures.Share(MonitorFigures.DetectionBar)}, false alarms <= "
        + $"{Figures.Share(MonitorFigures.FalseAlarmBar)} (per good episode). Alarm: {r.Frames} frames in a row below the threshold, "
        + $"which was set on {r.CalibrationEpisodes} other episodes. 95 % bootstrap over episodes. "
        + $"A frame took {Figures.Ms(r.FrameP50Ms)} ms (p50), {Figures.Ms(r.FrameP99Ms)} ms (p99) for all wishes; "
        + $"{(100 * r.FaultShare).ToString("0.0", CultureInfo.InvariantCulture)} % of frames had no answer.");

    /// <summary>By group of wishes.</summary>
    public static ReportTable Groups(MonitorResults r) => new(
        "Alarms by group of wishes", ["group", .. r.Monitors.SelectMany(m => new[] { $"{m.Scorer}: bad", $"{m.Scorer}: good" })],
        [.. r.Monitors[0].Rates.Select((g, i) => (IReadOnlyList<string>)[
            g.Group, .. r.Monitors.SelectMany(m => new[] { Figures.Interval(m.Rates[i].Detection), Figures.Interval(m.Rates[i].FalseAlarms) })])]);

    /// <summary>By what the bad plan did.</summary>
    public static ReportTable Outcomes(MonitorResults r) => new(
        "Bad episodes detected, by what the plan did", ["outcome", .. r.Monitors.Select(m => m.Scorer)],
        [.. r.Monitors.SelectMany(m => m.DetectionByOutcome.Keys).Distinct().Order(StringComparer.Ordinal)
            .Select(o => (IReadOnlyList<string>)[
                o, .. r.Monitors.Select(m => Figures.Interval(m.DetectionByOutcome.GetValueOrDefault(o)))])],
        "A grasp is bad where another part was wished.");

    /// <summary>When alarms came.</summary>
    public static ReportTable Times(MonitorResults r) => new(
        "Alarms by time", ["s after the start", .. r.Monitors.SelectMany(m => new[] { $"{m.Scorer}: bad", $"{m.Scorer}: good" })],
        [.. Enumerable.Range(0, r.Monitors[0].BadAlarms.Length)
            .Where(f => r.Monitors.Any(m => m.BadAlarms[f] + m.GoodAlarms[f] > 0))
            .Select(f => (IReadOnlyList<string>)[
                (f / r.FrameRateHz).ToString("0.0", CultureInfo.InvariantCulture),
                .. r.Monitors.SelectMany(m => new[] { Number(m.BadAlarms[f]), Number(m.GoodAlarms[f]) })])],
        "Pairs of episode and wish.");

    private static string Threshold(double value) => double.IsFinite(value)
        ? value.ToString("0.0000", CultureInfo.InvariantCulture)
        : "none (too few good)";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
