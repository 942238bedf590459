using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Resets;

/// <summary>A log as a source of second futures: the outcome of the nearest plan of another scene.</summary>
internal sealed class LogReplay(IReadOnlyList<ResetRow> rows, IPlanDistance distance, ActionSpec spec)
{
    /// <returns>What the nearest logged plans did, one per plan of <paramref name="asked"/>.</returns>
    public PlanLabel[] Nearest(ResetRow scene, IReadOnlyList<float[]> asked)
    {
        var log = rows.Where(r => r.Seed != scene.Seed || r.Episode != scene.Episode).SelectMany(r => r.Logged).ToArray();
        int count = asked.Count + log.Length;
        double[] far = distance.Pairwise(new([.. asked.Concat(log.Select(l => l.Values)).SelectMany(v => v)], count, spec));
        return [.. Enumerable.Range(0, asked.Count).Select(i =>
            log[Enumerable.Range(0, log.Length).MinBy(l => far[i * count + asked.Count + l])].Truth)];
    }
}
