using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Replay;

/// <summary>Rows of a replay as figures.</summary>
public static class ReplayAnalysis
{
    private static readonly (string Name, Func<StageTimings, double> Ms)[] Timed =
    [
        (Stages.Propose, t => t.ProposeMs), (Stages.Cluster, t => t.ClusterMs), (Stages.Imagine, t => t.ImagineMs), (Stages.Guard, t => t.GuardMs),
        (Stages.Narrate, t => t.NarrateMs), (Stages.Choose, t => t.ChooseMs), (Stages.Total, t => t.TotalMs),
    ];

    /// <param name="blind">Decisions that could not be made again.</param>
    public static ReplayResults Of(IReadOnlyList<ReplayRow> rows, int blind, INarrationReader reader, RunRecord run)
    {
        var complete = rows.Where(r => r.IsComplete).ToArray();
        var judged = rows.Where(r => r is { Said: not null, Happened: not null, RecordedChoice: >= 0 }).ToArray();
        return new(
            run, rows.Count + blind, blind, complete.Length, complete.Count(r => r.Differences.Count == 0),
            WilsonInterval.Of([.. rows.Where(r => r.SamePlan is not null).Select(r => r.SamePlan == true)]), [.. Selectors(rows, reader)],
            judged.Length == 0 ? null : WilsonInterval.Of([.. judged.Select(IsTrue)]),
            judged.Length == 0 ? null : WilsonInterval.Of([.. judged.Select(r => r.Said!.Mode == r.Happened!.Mode)]),
            Calibration([.. judged.Where(r => r.RecordedChoice < r.Modes.Count)]),
            WilsonInterval.Of([.. rows.Select(r => r.Strangeness.Count > 0)]),
            Latency(rows.Where(r => r.SamePlan is not null).Select(r => r.RecordedTimings)), Latency(rows.Select(r => r.Timings)), rows);
    }

    private static IEnumerable<SelectorAgreement> Selectors(IReadOnlyList<ReplayRow> rows, INarrationReader reader) =>
        rows.SelectMany(r => r.Selectors.Keys).Distinct().Select(name =>
        {
            var asked = rows.Where(r => r.Selectors.ContainsKey(name)).ToArray();
            var foreseen = asked.Where(r => r.Selectors[name] >= 0)
                .CountBy(r => reader.Read(r.Modes[r.Selectors[name]].Narration)?.Outcome ?? "(unclear)")
                .OrderByDescending(c => c.Value).ToDictionary(c => c.Key, c => c.Value);
            return new SelectorAgreement(
                name, WilsonInterval.Of([.. asked.Where(r => r.SamePlan is not null).Select(r => r.Selectors[name] == r.RecordedChoice)]), foreseen,
                asked.Count(r => r.Selectors[name] < 0));
        });

    private static CalibrationFigures? Calibration(IReadOnlyList<ReplayRow> judged) => judged.Count == 0
        ? null
        : CalibrationFigures.Of([.. judged.Select(r => (r.Modes[r.RecordedChoice].Confidence, IsTrue(r)))]);

    private static bool IsTrue(ReplayRow row) => row.Said!.Outcome == row.Happened!.Outcome;

    private static StageLatency[] Latency(IEnumerable<StageTimings> timings)
    {
        StageTimings[] all = [.. timings];
        return [.. Timed.Select(t => new StageLatency(
            t.Name, Percentile.Of(all.Select(t.Ms), 0.5), Percentile.Of(all.Select(t.Ms), 0.99), all.Length))];
    }
}
