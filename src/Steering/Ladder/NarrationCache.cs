using System.Numerics;
using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Narrations of the last decision, for reuse when narrating fails. A narration is a function of the imagined states,
/// so it carries over to a new mode whose imagined states are close to the old one's, measured against the nearest
/// old mode that was told differently (ratio 1/2). A changed scene moves the states and breaks the match by itself.
/// </summary>
internal sealed class NarrationCache(TimeSpan maxAge, TimeProvider time)
{
    private const double Ratio = 0.5;

    private (LatentRollout Rollout, IReadOnlyList<Narration> Narrations, long At)? _last;

    public void Remember(LatentRollout rollout, IReadOnlyList<Narration> narrations)
    {
        if (narrations.Count == rollout.Count && Shape.FirstNonFinite(rollout.Values) < 0)
            _last = (rollout, narrations, time.GetTimestamp());
    }

    /// <returns>One narration or null per mode, <c>[K]</c>; null when none carries over.</returns>
    public IReadOnlyList<Narration?>? Recall(LatentRollout rollout)
    {
        if (_last is not { } last || time.GetElapsedTime(last.At) > maxAge) return null;
        if ((last.Rollout.Steps, last.Rollout.Size) != (rollout.Steps, rollout.Size)) return null;
        var recalled = new Narration?[rollout.Count];
        for (int k = 0; k < recalled.Length; k++)
            recalled[k] = Match(last.Rollout, last.Narrations, rollout.Mode(k), k);
        return recalled.Any(n => n is not null) ? recalled : null;
    }

    private static Narration? Match(
        LatentRollout old, IReadOnlyList<Narration> narrations, ReadOnlySpan<float> states, int mode)
    {
        var distances = new double[old.Count];
        for (int k = 0; k < old.Count; k++) distances[k] = Distance(old.Mode(k), states);
        Narration nearest = narrations[Array.IndexOf(distances, distances.Min())];
        double other = distances.Where((_, k) => narrations[k].Text != nearest.Text).DefaultIfEmpty(0).Min();
        // False for NaN, and where nothing was told differently there is nothing to measure against.
        return distances.Min() < Ratio * other ? nearest with { Mode = mode } : null;
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        int i = 0;
        for (; i + Vector<float>.Count <= a.Length; i += Vector<float>.Count)
        {
            Vector<float> d = new Vector<float>(a[i..]) - new Vector<float>(b[i..]);
            sum += Vector.Dot(d, d);
        }
        for (; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.Sqrt(sum);
    }
}
