using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Items 1 to 4: where the policy stands against its data and its reference.</summary>
internal static class PolicyItems
{
    private const string NoLogProbs = "the log-probabilities of logged plans under the policy are not at hand";

    public static DiagnosisItem Coverage(PreferenceEvidence evidence, DiagnosisThresholds limits)
    {
        const string name = "coverage of the policy by the data";
        double[] ratios = AgainstBehavior(evidence);
        if (ratios.Length == 0)
        {
            string lacking = Logs(evidence).Any(l => l.Behavior is not null)
                ? NoLogProbs
                : "the file has no log-probabilities of the policy that drew its plans";
            return DiagnosisItem.Unknown(1, name, $"No importance ratios: {lacking}. Uncovered mass below is the fallback.");
        }
        var found = Diagnosis.Coverage.Of(ratios);
        bool unusable = found.EssFraction < limits.UnusableEss, low = found.EssFraction < limits.LowEss;
        string says = unusable
            ? "Importance ratios are not usable: nearly all weight lies on a few plans. Uncovered mass below is the fallback."
            : low ? "A small part of the logged plans carries most of the policy's weight." : "The logged plans cover the policy.";
        return new(1, name, unusable || low ? DiagnosisFlag.Notice : DiagnosisFlag.Fine, says,
        [
            DiagnosisFigure.Of("ln of the largest ratio over the mean", found.MaxLogRatio, found.Count),
            DiagnosisFigure.Of("E_pi[w]", found.SecondMoment, found.Count),
            DiagnosisFigure.Of("effective sample size / n", found.EssFraction, found.Count),
            DiagnosisFigure.Of("chi-squared", found.ChiSquare, found.Count),
        ]);
    }

    public static DiagnosisItem Uncovered(PreferenceEvidence evidence, PlanSpace space, DiagnosisThresholds limits)
    {
        const string name = "uncovered mass";
        if (evidence.Policy.Count == 0)
            return DiagnosisItem.Unknown(2, name, "No draws of the policy: name its models.");
        double[][] logged = [.. evidence.Pairs.SelectMany(p => new[] { p.Chosen, p.Rejected }).Select(space.Standardized)];
        var found = UncoveredMass.Of(Thinned(logged), Standardized(evidence.Policy), Standardized(evidence.Reference));
        double? drift = found.Drift(evidence.Policy.Count, evidence.Reference.Count);
        bool far = found.Policy > limits.Uncovered, alarm = far && (drift is null || drift > limits.Drift);
        List<DiagnosisFigure> figures =
        [
            DiagnosisFigure.Of("share of the policy's draws beyond the 99th percentile", found.Policy, evidence.Policy.Count),
            DiagnosisFigure.Of("median distance / the data's own", found.MedianDistance, evidence.Policy.Count),
            DiagnosisFigure.Of("the percentile, standard deviations per number", found.Radius, logged.Length),
        ];
        if (found.Reference is { } reference && drift is { } d)
        {
            figures.Insert(1, DiagnosisFigure.Of("the same for the reference", reference, evidence.Reference.Count));
            figures.Insert(2, DiagnosisFigure.Of("drift: policy over reference", d, evidence.Policy.Count + evidence.Reference.Count));
        }
        string tuning = drift is null ? "; no reference tells whether tuning did it" : ", and its reference does not";
        return new(2, name, alarm ? DiagnosisFlag.Alarm : DiagnosisFlag.Fine,
            alarm ? $"The policy draws plans that nobody judged{tuning}."
            : far ? "The policy draws plans that nobody judged, and so does its reference."
            : "What the policy draws lies among judged plans.", figures);

        double[][] Standardized(IReadOnlyList<PlanSample> samples) => [.. samples.Select(s => space.Standardized(s.Plan))];
    }

    public static DiagnosisItem Kl(PreferenceEvidence evidence)
    {
        const string name = "reverse KL per decision";
        double[] ratios = [.. evidence.Policy.Where(s => s.LogRatio is not null).Select(s => s.LogRatio!.Value)];
        if (ratios.Length == 0)
            return DiagnosisItem.Unknown(3, name, "No draws of the policy with their log-probabilities under it and its reference.");
        var found = KlEstimates.Of(ratios);
        List<DiagnosisFigure> figures =
        [
            DiagnosisFigure.Of("k1, nats", found.K1), DiagnosisFigure.Of("k2, nats", found.K2), DiagnosisFigure.Of("k3, nats", found.K3),
        ];
        double[] forward = [.. AgainstBehavior(evidence).Select(l => -l)];
        if (forward.Length > 0) figures.Add(DiagnosisFigure.Of("forward KL on the data, nats", MetricInterval.OfMean(forward)));
        if (Bound(evidence) is not { } bound)
            return new(3, name, DiagnosisFlag.Notice, "No reward gives the model's range, so there is no ceiling.", figures);
        double ceiling = KlEstimates.Ceiling(bound, evidence.Beta);
        figures.Add(DiagnosisFigure.Of(F($"ceiling 4 R'/beta, R' = {bound:0.###}, beta = {evidence.Beta:0.###}"), ceiling, 1));
        bool above = found.K1.Low > ceiling;
        return new(3, name, above ? DiagnosisFlag.Alarm : DiagnosisFlag.Fine, above
            ? "The policy is further from its reference than any soft-optimal policy of a reward model could be."
            : "The policy is within what a reward model of this range could ask for.", figures);
    }

    public static DiagnosisItem Displacement(PreferenceEvidence evidence)
    {
        const string name = "displacement";
        double[] chosen = Moves(evidence.Pairs.Select(p => p.ChosenLog)), rejected = Moves(evidence.Pairs.Select(p => p.RejectedLog));
        if (chosen.Length < 2 || rejected.Length < 2)
            return DiagnosisItem.Unknown(4, name, $"Not known: {NoLogProbs}, or under its reference.");
        var found = Diagnosis.Displacement.Of(chosen, rejected);
        return new(4, name, found.BothFall ? DiagnosisFlag.Alarm : DiagnosisFlag.Fine, found.BothFall
            ? "Chosen and rejected plans both became less likely: probability went to plans that nobody judged."
            : "Probability did not leave the judged plans.",
            [DiagnosisFigure.Of("chosen, nats", found.Chosen), DiagnosisFigure.Of("rejected, nats", found.Rejected)]);
    }

    /// <summary>R': half of the range of the rewards of a prompt's plans, at its largest, where nothing else is declared.</summary>
    private static double? Bound(PreferenceEvidence evidence)
    {
        if (evidence.RewardBound is { } declared) return declared;
        var ranges = evidence.Pairs.Where(p => p is { ChosenReward: not null, RejectedReward: not null }).GroupBy(p => p.Prompt)
            .Select(g => g.SelectMany(p => new[] { p.ChosenReward!.Value, p.RejectedReward!.Value }).ToArray())
            .Select(r => (r.Max() - r.Min()) / 2).Where(r => r > 0).ToArray();
        return ranges.Length == 0 ? null : ranges.Max();
    }

    private static IEnumerable<PlanLogProbs> Logs(PreferenceEvidence evidence) =>
        evidence.Pairs.SelectMany(p => new[] { p.ChosenLog, p.RejectedLog });

    /// <summary><c>ln π - ln μ</c> of the logged plans.</summary>
    private static double[] AgainstBehavior(PreferenceEvidence evidence) =>
        [.. from l in Logs(evidence) where l is { Policy: not null, Behavior: not null } select l.Policy!.Value - l.Behavior!.Value];

    private static double[] Moves(IEnumerable<PlanLogProbs> logs) =>
        [.. logs.Where(l => l is { Policy: not null, Reference: not null }).Select(l => l.Policy!.Value - l.Reference!.Value)];

    /// <summary>At most 2000 plans, evenly from the file: distances cost their square.</summary>
    private static double[][] Thinned(double[][] plans) =>
        plans.Length <= 2000 ? plans : [.. Enumerable.Range(0, 2000).Select(i => plans[(int)((long)i * plans.Length / 2000)])];

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
