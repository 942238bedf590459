using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>Border checks on what models hand back; a wrong shape is that stage's failure.</summary>
internal static class StageChecks
{
    public static async ValueTask<ActionProposals> Sized(this ValueTask<ActionProposals> answer, int horizon)
    {
        ActionProposals plans = await answer;
        return plans.Steps == horizon
            ? plans
            : throw new ForewarnException($"plans: found T={plans.Steps}, wanted the prediction horizon {horizon}.");
    }

    public static async ValueTask<LatentRollout> Sized(this ValueTask<LatentRollout> answer, int modes)
    {
        LatentRollout rollout = await answer;
        Shape.Require("rollout", rollout.Values.Length, ("K", modes), ("H", rollout.Steps), ("Z", rollout.Size));
        Shape.Require("disagreement", rollout.Disagreement.Length, ("K", modes), ("H", rollout.Steps));
        Shape.Require("rollout count", rollout.Count, ("K", modes));
        return rollout;
    }

    public static GuardReport Sized(this GuardReport report, int modes)
    {
        Shape.Require("guard findings", report.Findings.Count, ("K", modes));
        return report;
    }

    public static async ValueTask<float[]> Sized(this ValueTask<float[]> answer, int modes, int classes)
    {
        float[] probabilities = await answer;
        Shape.Require("class probabilities", probabilities.Length, ("K", modes), ("C", classes));
        int bad = Shape.FirstNonFinite(probabilities);
        return bad < 0
            ? probabilities
            : throw new ForewarnException($"class probabilities: value {bad} is not finite.");
    }

    public static async ValueTask<Verdict> Sized(this ValueTask<Verdict> answer, int modes)
    {
        Verdict verdict = await answer;
        Shape.Require("scores", verdict.Scores.Length, ("K + 1", modes + 1));
        if (!verdict.Scores.All(s => double.IsFinite(s) && s >= 0))
            throw new ForewarnException("scores: found a number that is negative or not finite.");
        if (verdict.Narrations.Count != 0) Shape.Require("narrations", verdict.Narrations.Count, ("K", modes));
        return verdict is not ExecuteVerdict { Mode: var mode } || (mode >= 0 && mode < modes)
            ? verdict
            : throw new ForewarnException($"verdict: found mode {mode}, wanted 0 to {modes - 1}.");
    }
}
