using Forewarn.Core;
using Forewarn.Evaluation.Curves;
using Forewarn.Evaluation.Reports;

namespace Forewarn.Lab.Sweeps;

/// <summary>What came out: the finished points of every combination of values over their seeds.</summary>
internal static class SweepSummary
{
    /// <param name="remark">Receives what was left out.</param>
    /// <returns>Null while no finished run has the figure.</returns>
    public static CurveReport? Of(SweepManifest manifest, string folder, string metric, Action<string> remark)
    {
        var groups = manifest.Points.Where(p => p.State == PointState.Finished && p.Run is not null && HasFigures(folder, p))
            .GroupBy(p => p.Label)
            .Select(g => new RunGroup(g.Key, [.. g.Select(p => LearningRun.Read(Path.Combine(folder, p.Run!)))])).ToArray();
        var curves = GroupCurves.Of(groups, metric, null, remark);
        if (curves.Count > 0) return CurveReport.Of(metric, curves, new SeedStreams(0).Stream("sweep"));
        string[] known = [.. groups.SelectMany(g => g.Runs).SelectMany(r => r.Metrics.Names).Distinct()];
        if (known.Length > 0) remark($"no finished run has {metric}. {NearestName.Advice(metric, known)}");
        return null;
    }

    /// <summary>Writes <c>summary.txt</c> and <c>curves.png</c> beside the manifest.</summary>
    /// <returns>The table.</returns>
    public static string Write(CurveReport report, string folder)
    {
        string table = PlainTable.Render(CurveTables.Groups(report));
        AtomicFile.WriteText(Path.Combine(folder, "summary.txt"), table);
        CurvePlot.Save(Path.Combine(folder, "curves.png"), report.Metric, report.Metric, [.. report.Groups.Select(g => (g.Label, g.Band))]);
        return table;
    }

    private static bool HasFigures(string folder, PointRecord point) =>
        File.Exists(Path.Combine(folder, point.Run!, RunMetrics.FileName));
}
