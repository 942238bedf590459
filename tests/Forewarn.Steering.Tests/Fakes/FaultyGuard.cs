using Forewarn.Core;

namespace Forewarn.Steering.Tests;

/// <summary>Finds everything safe unless it is broken, or foresees otherwise.</summary>
internal sealed class FaultyGuard(Rig rig) : IPlanGuard
{
    public GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout)
    {
        if (rig.Foreseen is { } foreseen)
            return new([.. Enumerable.Range(0, modes.Count).Select(k => foreseen(modes.Plan(k).ToArray(), rollout))
                .Select(t => new GuardFinding(t.Hazard is PlanHazard.None or PlanHazard.Unjudged, $"{t.Hazard}") { Foreseen = t })]);
        GuardReport Fine(int count) => new([.. Enumerable.Repeat(new GuardFinding(true, ""), count)]);
        return rig.Answer(rig.Guard, CancellationToken.None,
            () => Fine(modes.Count), () => Fine(modes.Count), () => Fine(modes.Count + 1)).Result;
    }
}
