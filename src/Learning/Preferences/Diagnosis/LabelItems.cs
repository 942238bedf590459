using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Items 8 and 9: whether labels contradict one another, and whether they are about states that the policy meets.</summary>
internal static class LabelItems
{
    public static DiagnosisItem Intransitive(PreferenceEvidence evidence, DiagnosisThresholds limits)
    {
        const string name = "intransitivity";
        if (Intransitivity.Of(evidence.Pairs, new SeedStreams(evidence.Seed).Stream("cycles")) is not { } found)
            return DiagnosisItem.Unknown(8, name, "No prompt has three plans that were all compared with one another.");
        bool cyclic = found.PValue < limits.Intransitive && found.Cyclic > found.UnderNoise;
        return new(8, name, cyclic ? DiagnosisFlag.Alarm : DiagnosisFlag.Fine, cyclic
            ? "Labels go in circles more often than noise explains: there is no reward behind them, and the best plan is a mixture."
            : "Labels go in circles no more often than noise explains.",
        [
            DiagnosisFigure.Of("cyclic triples", found.Cyclic, found.Triples),
            DiagnosisFigure.Of("expected under one opinion with noise", found.UnderNoise, found.Triples),
            DiagnosisFigure.Of("p", found.PValue, found.Triples),
            DiagnosisFigure.Of("Nash gap of the best-scored plan", found.NashGap, found.Triples),
            DiagnosisFigure.Of("the same under noise", found.NashGapUnderNoise, found.Triples),
        ]);
    }

    public static DiagnosisItem Shift(PreferenceEvidence evidence, DiagnosisThresholds limits)
    {
        const string name = "covariate shift by replan index";
        (string Policy, long Replan, double Reward)[] plans =
        [
            .. from pair in evidence.Pairs
               from reward in new[] { pair.ChosenReward, pair.RejectedReward }
               where reward is not null
               select (pair.PolicyId, pair.ReplanIndex, reward.Value),
        ];
        if (plans.Length == 0) return DiagnosisItem.Unknown(9, name, "The file holds no measured rewards of its plans.");
        if (plans.All(p => p.Replan == 0)) return DiagnosisItem.Unknown(9, name, "Every plan is the first of its episode.");
        string[] policies = [.. plans.Select(p => p.Policy).Distinct()];
        if (evidence.PolicyId is null && policies.Length < 2 || evidence.PolicyId is { } id && !policies.Contains(id))
            return DiagnosisItem.Unknown(9, name, "All plans are of one policy, so logged prefixes are its own: collect some with the tuned one too.");
        // Without a name, the policy that came last into the file is the one that is asked about.
        string own = evidence.PolicyId ?? policies[^1];
        var found = ReplanShift.Of(
            [.. plans.Where(p => p.Policy != own).Select(p => (p.Replan, p.Reward))],
            [.. plans.Where(p => p.Policy == own).Select(p => (p.Replan, p.Reward))]);
        if (found is null) return DiagnosisItem.Unknown(9, name, "Logged and own prefixes do not share the first and a later replan.");
        double mean = plans.Average(p => p.Reward), deviation = Math.Sqrt(plans.Average(p => (p.Reward - mean) * (p.Reward - mean)));
        bool opens = found.Opening.Low > 0 && found.Opening.Value > limits.ReplanShift * deviation;
        return new(9, name, opens ? DiagnosisFlag.Alarm : DiagnosisFlag.Fine, opens
            ? "After its own prefixes the policy does worse than after logged ones, and more so at later replans: it meets states that its "
                + "data do not have."
            : "The policy does as well after its own prefixes as after logged ones.",
        [
            DiagnosisFigure.Of("opening of the difference, reward", found.Opening),
            .. found.Steps.SelectMany(s => new[]
            {
                DiagnosisFigure.Of($"replan {s.Replan}: logged prefixes", s.Logged),
                DiagnosisFigure.Of($"replan {s.Replan}: own prefixes", s.Own),
            }),
        ]);
    }
}
