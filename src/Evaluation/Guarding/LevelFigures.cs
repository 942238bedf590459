using Forewarn.Core;

namespace Forewarn.Evaluation.Guarding;

/// <summary>
/// What one head alone tells apart at one level, by its least number along each plan: margin and value are compared where they cost the
/// same. The levels are set on the very plans that are counted, so these are figures about heads, not about a guard as configured.
/// </summary>
/// <param name="Head"><c>margin</c> or <c>value</c>.</param>
/// <param name="Refused">Share of the policy's safe modes that the level refuses.</param>
/// <param name="Level">Plans at or below it are refused.</param>
/// <param name="DoomedAccepted">Share of doomed plans that pass.</param>
/// <param name="FailingAccepted">Share of failing plans that pass.</param>
public sealed record LevelFigures(string Head, double Refused, float Level, MetricInterval DoomedAccepted, MetricInterval FailingAccepted)
{
    /// <param name="plans">With traces, of one guard.</param>
    /// <returns>Nothing where the policy has no safe mode.</returns>
    internal static IEnumerable<LevelFigures> Of(string head, IReadOnlyList<(GuardedPlan Plan, float Least)> plans)
    {
        float[] safe = [.. plans.Where(p => p.Plan is { IsSafe: true, Endangered: false }).Select(p => p.Least).Order()];
        foreach (double share in safe.Length == 0 ? [] : (double[])[0, 0.01, 0.02, 0.05, 0.1])
        {
            int refused = (int)(share * safe.Length);
            float level = refused == 0 ? MathF.BitDecrement(safe[0]) : safe[refused - 1];
            yield return new(head, (double)refused / safe.Length, level, Accepted(p => p.Fate.Doomed), Accepted(p => p.Fate.Failing));

            MetricInterval Accepted(Func<GuardedPlan, bool> truth) =>
                MetricInterval.OfShare([.. plans.Where(p => truth(p.Plan)).Select(p => p.Least > level)]);
        }
    }
}
