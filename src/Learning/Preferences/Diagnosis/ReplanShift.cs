using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>
/// Reward of plans by replan index, after prefixes that a log dictated and after the policy's own: a difference that opens with the
/// index is a policy that meets states its data do not have.
/// </summary>
/// <param name="Steps">By replan index; only those that both kinds reach.</param>
/// <param name="Opening">Mean over later replans of logged minus own, less the same at the first one.</param>
public sealed record ReplanShift(IReadOnlyList<ReplanStep> Steps, MetricInterval Opening)
{
    /// <param name="logged">Replan index and reward of plans after logged prefixes.</param>
    /// <param name="own">After the policy's own prefixes.</param>
    /// <returns>Null where the two do not share the first and a later replan with two plans each.</returns>
    public static ReplanShift? Of(IReadOnlyList<(long Replan, double Reward)> logged, IReadOnlyList<(long Replan, double Reward)> own)
    {
        ReplanStep[] steps = [.. logged.Select(l => l.Replan).Distinct().Order()
            .Select(h => (Replan: h, Logged: At(logged, h), Own: At(own, h))).Where(s => s.Logged.Length > 1 && s.Own.Length > 1)
            .Select(s => new ReplanStep(s.Replan, MetricInterval.OfMean(s.Logged), MetricInterval.OfMean(s.Own)))];
        if (steps.Length < 2 || steps[0].Replan != 0) return null;
        double later = steps.Skip(1).Average(s => s.Difference), first = steps[0].Difference;
        int n = steps.Length - 1;
        double variance = steps[0].Variance + steps.Skip(1).Sum(s => s.Variance) / n / n, half = 1.959963984540054 * Math.Sqrt(variance);
        return new(steps, new(later - first, later - first - half, later - first + half, steps.Sum(s => s.Logged.Count + s.Own.Count)));

        static double[] At(IReadOnlyList<(long Replan, double Reward)> plans, long replan) =>
            [.. plans.Where(p => p.Replan == replan).Select(p => p.Reward)];
    }
}
