namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Item 10: the advice, for people and for programs.</summary>
/// <param name="Method">The first of the methods that anything speaks for: what no other method repairs comes first.</param>
/// <param name="Reasons">Everything that speaks for a method, the advised one first.</param>
/// <param name="Unknown">Numbers of the items whose data are missing: the advice has not seen them.</param>
public sealed record DiagnosisVerdict(TuningAdvice Method, IReadOnlyList<AdviceReason> Reasons, IReadOnlyList<int> Unknown)
{
    /// <param name="items">Items 1 to 9.</param>
    /// <param name="pairs">Labeled pairs.</param>
    public static DiagnosisVerdict Of(IReadOnlyList<DiagnosisItem> items, int pairs, DiagnosisThresholds limits)
    {
        int[] unknown = [.. items.Where(i => i.Flag == DiagnosisFlag.Unknown).Select(i => i.Number)];
        if (pairs < limits.LeastPairs)
        {
            string few = $"{pairs} pairs are fewer than {limits.LeastPairs}.";
            return new(TuningAdvice.CollectMore, [new(0, TuningAdvice.CollectMore, few)], unknown);
        }
        AdviceReason[] reasons =
        [
            .. Alarms(TuningAdvice.SelfPlayRebel, 8), .. Alarms(TuningAdvice.Refuel, 9),
            .. Alarms(TuningAdvice.Hypo, 2, 3, 4), .. Alarms(TuningAdvice.TwoStage, 7),
        ];
        if (reasons.Length > 0) return new(reasons[0].Method, reasons, unknown);
        int[] seen = [.. items.Where(i => i.Flag == DiagnosisFlag.Fine).Select(i => i.Number)];
        string text = seen.Length == 0 ? "Nothing speaks for another method; no item could be checked."
            : $"Nothing speaks for another method; fine were items {string.Join(", ", seen)}.";
        return new(TuningAdvice.Dpo, [new(10, TuningAdvice.Dpo, text)], unknown);

        IEnumerable<AdviceReason> Alarms(TuningAdvice method, params int[] numbers) =>
            items.Where(i => i.Flag == DiagnosisFlag.Alarm && numbers.Contains(i.Number))
                .Select(i => new AdviceReason(i.Number, method, i.Finding));
    }
}
