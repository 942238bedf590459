using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>What preference data, and a policy beside them, say about how to tune.</summary>
/// <param name="Items">Items 1 to 9, in order.</param>
/// <param name="Curves">Best of K by scorer, with the same K as <see cref="BestOfCurve.Counts"/>.</param>
public sealed record PreferenceDiagnosis(
    int Pairs, int Ties, int Prompts, IReadOnlyList<DiagnosisItem> Items, IReadOnlyList<BestOfCurve> Curves, DiagnosisVerdict Verdict,
    DiagnosisThresholds Thresholds)
{
    /// <exception cref="ForewarnException">No pairs, or plans of several lengths.</exception>
    public static PreferenceDiagnosis Of(PreferenceEvidence evidence, DiagnosisThresholds? thresholds = null)
    {
        var limits = thresholds ?? new();
        var space = new PlanSpace([.. evidence.Pairs.SelectMany(p => new[] { p.Chosen, p.Rejected })]);
        var scorers = new ScorerItems(evidence, space, limits);
        var (best, curves) = scorers.BestOf(limits);
        DiagnosisItem[] items =
        [
            PolicyItems.Coverage(evidence, limits), PolicyItems.Uncovered(evidence, space, limits), PolicyItems.Kl(evidence),
            PolicyItems.Displacement(evidence), scorers.Triangle(limits), best, scorers.Gap(limits).Item,
            LabelItems.Intransitive(evidence, limits), LabelItems.Shift(evidence, limits),
        ];
        int ties = evidence.Pairs.Count(p => p.Tie);
        return new(evidence.Pairs.Count, ties, evidence.Pairs.Select(p => p.Prompt).Distinct().Count(), items, curves,
            DiagnosisVerdict.Of(items, evidence.Pairs.Count - ties, limits), limits);
    }
}
