using Forewarn.Core;

namespace Forewarn.Recording;

/// <summary>What can be wrong with a record whatever it is used for.</summary>
internal static class PreferenceCheck
{
    /// <returns>Null for a sound record.</returns>
    public static (PreferenceFault Fault, string Detail)? Find(PreferenceRecord record)
    {
        if (record.PromptHash != PreferenceRecord.Hash(record.Prompt))
            return (PreferenceFault.MixedPrompts, "a prompt that does not match its hash");
        if (Plan(record.Chosen, "chosen") is { } chosen) return chosen;
        if (Plan(record.Rejected, "rejected") is { } rejected) return rejected;
        if (Number("chosen_logp", record.ChosenLogp, "rejected_logp", record.RejectedLogp) is { } logp) return logp;
        if (Number("chosen_reward", record.ChosenReward, "rejected_reward", record.RejectedReward) is { } reward) return reward;
        if (record.Chosen.Actions.SelectMany(r => r).SequenceEqual(record.Rejected.Actions.SelectMany(r => r)))
            return (PreferenceFault.SamePlan, "the same plan twice");
        return null;
    }

    public static (PreferenceFault, string)? Number(string first, double? a, string second, double? b)
    {
        string? bad = a is { } x && !double.IsFinite(x) ? first : b is { } y && !double.IsFinite(y) ? second : null;
        return bad is null ? null : (PreferenceFault.NotFinite, $"{bad} is not finite");
    }

    private static (PreferenceFault, string)? Plan(PreferencePlan plan, string side)
    {
        if (plan.Actions.Length == 0 || plan.Actions.Any(row => row is null || row.Length == 0 || row.Length != plan.Actions[0]?.Length))
            return (PreferenceFault.Incomplete, $"{side}: a plan without rows, or with rows of unequal width");
        return plan.Actions.Any(row => Shape.FirstNonFinite(row) >= 0)
            ? (PreferenceFault.NotFinite, $"{side}: a plan with numbers that are not finite")
            : null;
    }
}
