using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Curves;

/// <summary>One figure of a group's runs over their steps.</summary>
/// <param name="Runs">Those that have the figure.</param>
/// <param name="Curves">One for each of them, none empty.</param>
/// <param name="Tasks">Task of each curve, numbered over all groups.</param>
public sealed record GroupCurves(
    string Label, IReadOnlyList<LearningRun> Runs, IReadOnlyList<LearningCurve> Curves, IReadOnlyList<int> Tasks)
{
    /// <summary>Takes a figure out of groups; runs without it are left out and named, as are damaged lines.</summary>
    /// <param name="task">Name of a run's task; null = all runs are of one task.</param>
    /// <param name="remark">Receives one sentence for everything that was left out.</param>
    /// <returns>Groups with at least one curve; none when no run has the figure.</returns>
    public static IReadOnlyList<GroupCurves> Of(
        IReadOnlyList<RunGroup> groups, string metric, Func<LearningRun, string>? task, Action<string> remark)
    {
        var tasks = new List<string>();
        var found = new List<GroupCurves>();
        foreach (var group in groups)
        {
            var kept = new List<(LearningRun Run, LearningCurve Curve)>();
            foreach (var run in group.Runs)
            {
                if (run.Metrics.DamagedLines is > 0 and var damaged)
                    remark($"{run.Folder}: skipped {damaged} damaged lines of {RunMetrics.FileName}.");
                var curve = run.Metrics.Curve(metric);
                if (!curve.IsEmpty) kept.Add((run, curve));
                else remark($"{run.Folder}: left out, it has no {metric}" + (run.Metrics.Lines == 0 ? " and no other figure." : "."));
            }
            if (kept.Count == 0) continue;
            Shortest(group.Label, kept, remark);
            found.Add(new(group.Label, [.. kept.Select(k => k.Run)], [.. kept.Select(k => k.Curve)],
                [.. kept.Select(k => Number(task?.Invoke(k.Run) ?? ""))]));
        }
        return found;

        int Number(string name)
        {
            if (!tasks.Contains(name)) tasks.Add(name);
            return tasks.IndexOf(name);
        }
    }

    /// <summary>Per task the figures of its runs, for tasks 0 to <paramref name="tasks"/> - 1.</summary>
    public double[][] ByTask(Func<LearningCurve, double> figure, int tasks) =>
        [.. Enumerable.Range(0, tasks).Select(t => Curves.Where((_, i) => Tasks[i] == t).Select(figure).ToArray())];

    private static void Shortest(string label, List<(LearningRun Run, LearningCurve Curve)> kept, Action<string> remark)
    {
        var shortest = kept.MinBy(k => k.Curve.Steps[^1]);
        double longest = kept.Max(k => k.Curve.Steps[^1]);
        if (shortest.Curve.Steps[^1] < longest)
            remark($"{label}: drawn to step {shortest.Curve.Steps[^1]:0}, where {shortest.Run.Folder} ends; others reach {longest:0}.");
    }
}
