using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// All guards as one: a mode is safe when every guard says so. A guard that throws, or answers for another number of
/// modes, found nothing safe.
/// </summary>
public sealed class PlanGuards(params IReadOnlyList<IPlanGuard> guards) : IPlanGuard
{
    public GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout)
    {
        var reasons = new List<string>[modes.Count];
        var foreseen = new SafetyTrace?[modes.Count];
        for (int k = 0; k < modes.Count; k++) reasons[k] = [];
        foreach (IPlanGuard guard in guards)
        {
            IReadOnlyList<GuardFinding> findings = Ask(guard, history, modes, rollout);
            for (int k = 0; k < modes.Count; k++)
            {
                if (!findings[k].Safe) reasons[k].Add(findings[k].Reason);
                foreseen[k] ??= findings[k].Foreseen;
            }
        }
        return new([.. reasons.Select((r, k) => new GuardFinding(r.Count == 0, string.Join("; ", r)) { Foreseen = foreseen[k] })]);
    }

    private static IReadOnlyList<GuardFinding> Ask(
        IPlanGuard guard, ObservationHistory history, ActionProposals modes, LatentRollout? rollout)
    {
        string fault;
        try
        {
            IReadOnlyList<GuardFinding> findings = guard.Check(history, modes, rollout).Findings;
            if (findings.Count == modes.Count) return findings;
            fault = $"found {findings.Count} findings, wanted K={modes.Count}";
        }
        catch (Exception e)
        {
            // Any fault of a guard must read as "unsafe"; letting it pass upward would hide the other guards' findings.
            fault = e.Message;
        }
        var unsafeFinding = new GuardFinding(false, $"{guard.GetType().Name} failed: {fault}");
        return [.. Enumerable.Repeat(unsafeFinding, modes.Count)];
    }
}
