using Forewarn.Recording;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Preference records as evidence.</summary>
public static class EvidenceReader
{
    /// <summary>
    /// Pairs of the commonest plan shape; others cannot be compared with them. Log-probabilities count only where they are sums.
    /// </summary>
    /// <returns>The pairs, and how many records were left out for their shape.</returns>
    public static (IReadOnlyList<PlanPair> Pairs, int LeftOut) Pairs(IReadOnlyList<PreferenceRecord> records)
    {
        var shaped = records.GroupBy(Shapes).OrderByDescending(g => g.Count()).FirstOrDefault(g => g.Key.Chosen == g.Key.Rejected);
        PlanPair[] pairs = shaped is null ? [] : [.. shaped.Select(Pair)];
        return (pairs, records.Count - pairs.Length);
    }

    private static ((int, int) Chosen, (int, int) Rejected) Shapes(PreferenceRecord record) =>
        (ShapeOf(record.Chosen), ShapeOf(record.Rejected));

    private static (int, int) ShapeOf(PreferencePlan plan) => (plan.Actions.Length, plan.Actions[0].Length);

    private static PlanPair Pair(PreferenceRecord record)
    {
        bool sums = record.Reduction is null || record.Reduction.Equals("sum", StringComparison.OrdinalIgnoreCase);
        return new($"{record.PromptHash} {record.PrefixHash}", Numbers(record.Chosen), Numbers(record.Rejected))
        {
            Tie = record.Tie,
            ChosenReward = record.ChosenReward,
            RejectedReward = record.RejectedReward,
            ChosenLog = new(Behavior: sums ? record.ChosenLogp : null),
            RejectedLog = new(Behavior: sums ? record.RejectedLogp : null),
            PolicyId = record.PolicyId,
            ReplanIndex = record.ReplanIndex,
        };
    }

    private static double[] Numbers(PreferencePlan plan) => [.. plan.Actions.SelectMany(row => row).Select(v => (double)v)];
}
