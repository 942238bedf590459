using System.Globalization;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>
/// Whether the demonstrations show enough. Where experts could have gone but none was recorded, learners are taken for violators and the constraint
/// comes out too large. Judged over cells of the support mask, with whole demonstrations as the unit: <see cref="Unseen"/> is the share of cells of one
/// more demonstration that none has entered, estimated from the cells that exactly one and exactly two entered (Good 1953; Chao and Jost 2012).
/// </summary>
/// <param name="Demonstrations">m.</param>
/// <param name="Cells">Cells that any of them entered.</param>
/// <param name="Once">Q1, cells that exactly one entered.</param>
/// <param name="Unseen">Estimated share, 0 to 1.</param>
/// <param name="PerTask">The same estimate within every task, by its name.</param>
public sealed record DemonstrationCoverage(int Demonstrations, int Cells, int Once, double Unseen, IReadOnlyDictionary<string, double> PerTask)
{
    public static DemonstrationCoverage Of(IReadOnlyList<ConstraintTask> tasks, ConstraintModel constraint)
    {
        var all = new Dictionary<UInt128, int>();
        var perTask = new Dictionary<string, double>();
        foreach (var task in tasks)
        {
            var own = new Dictionary<UInt128, int>();
            for (int e = 0; e < task.Demonstrations.Starts.Count; e++)
                foreach (var cell in Entered(task, e, constraint))
                {
                    own[cell] = own.GetValueOrDefault(cell) + 1;
                    all[cell] = all.GetValueOrDefault(cell) + 1;
                }
            perTask[task.Name] = Estimate(own.Values, task.Demonstrations.Starts.Count);
        }
        int count = tasks.Sum(t => t.Demonstrations.Starts.Count);
        return new(count, all.Count, all.Values.Count(v => v == 1), Estimate(all.Values, count), perTask);
    }

    /// <summary>What is missing, and about how many demonstrations it takes; null when <see cref="Unseen"/> is at most <paramref name="most"/>.</summary>
    public string? Warning(double most)
    {
        if (Unseen <= most) return null;
        // Q1 of m samples falls no faster than 1 / m in the long run: a lower bound.
        double wanted = most > 0 ? Math.Ceiling(Demonstrations * Unseen / most) - Demonstrations : double.PositiveInfinity;
        var least = PerTask.MaxBy(t => t.Value);
        return string.Create(CultureInfo.InvariantCulture, $"demonstrations: one more would be expected to spend {Unseen:P0} of its cells where none of ")
            + string.Create(CultureInfo.InvariantCulture, $"the {Demonstrations} has been, wanted at most {most:P0}. ")
            + "The constraint will forbid such states for no better reason. "
            + string.Create(CultureInfo.InvariantCulture, $"Record at least {wanted:F0} more; task '{least.Key}' shows least ({least.Value:P0} unseen).");
    }

    /// <summary><c>Q1 / U * (m - 1) Q1 / ((m - 1) Q1 + 2 Q2)</c> with U the sum of all counts; 1 for a single sample.</summary>
    internal static double Estimate(IReadOnlyCollection<int> counts, int samples)
    {
        double once = counts.Count(c => c == 1), twice = counts.Count(c => c == 2), total = counts.Sum();
        if (samples < 2) return 1;
        // Without cells that two entered the bias-corrected form.
        double rest = twice > 0 ? (samples - 1) * once / ((samples - 1) * once + 2 * twice)
            : (samples - 1) * (once - 1) / ((samples - 1) * (once - 1) + 2);
        return once == 0 ? 0 : Math.Clamp(once / total * rest, 0, 1);
    }

    private static HashSet<UInt128> Entered(ConstraintTask task, int episode, ConstraintModel constraint)
    {
        var features = new float[constraint.Features.Size];
        var cells = new HashSet<UInt128>();
        for (int t = 0; t <= task.Demonstrations.LengthOf(episode); t++)
        {
            constraint.Features.Write(DemonstrationCheck.StateOf(task.Demonstrations, episode, t, constraint.Features.StateSize), features);
            cells.Add(constraint.Support.CellOf(features));
        }
        return cells;
    }
}
