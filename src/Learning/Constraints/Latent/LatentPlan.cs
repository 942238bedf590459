namespace Forewarn.Learning.Constraints.Latent;

/// <summary>A whole plan foreseen from the first look, what the heads say of its worst state and what simulation says.</summary>
/// <param name="IsLost">Some state on the way, or the last, is failing or doomed.</param>
/// <param name="OnlyDoomed">Lost, and never failing: the failure lies beyond the plan's end.</param>
public sealed record LatentPlan(long Episode, double LeastValue, double LeastMargin, bool IsLost, bool OnlyDoomed)
{
    /// <summary>Plans of some episodes in which every state was judged.</summary>
    public static LatentPlan[] Of(LatentHeads heads, LatentStates states, Func<long, bool> episodes)
    {
        var plans = new List<LatentPlan>();
        foreach (var foresight in LatentForesight.Of(states, episodes))
        {
            if (!foresight.FromFirstLook) continue;
            int[] rows = [.. Enumerable.Range(foresight.First, foresight.Length)];
            if (rows.Any(i => states.Truths[i] == LatentTruth.Unknown)) continue;
            var readings = heads.Read(states, rows);
            bool failing = rows.Any(i => states.Truths[i] == LatentTruth.Failing), doomed = rows.Any(i => states.Truths[i] == LatentTruth.Doomed);
            plans.Add(new(states.Episodes[rows[0]], readings.Min(r => r.Value), readings.Min(r => r.Margin), failing || doomed, doomed && !failing));
        }
        return [.. plans];
    }
}
