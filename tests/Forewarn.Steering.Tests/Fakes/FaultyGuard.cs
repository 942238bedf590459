using Forewarn.Core;

namespace Forewarn.Steering.Tests;

/// <summary>Finds everything safe unless it is broken.</summary>
internal sealed class FaultyGuard(Rig rig) : IPlanGuard
{
    public GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout)
    {
        GuardReport Fine(int count) => new([.. Enumerable.Repeat(new GuardFinding(true, ""), count)]);
        return rig.Answer(rig.Guard, CancellationToken.None,
            () => Fine(modes.Count), () => Fine(modes.Count), () => Fine(modes.Count + 1)).Result;
    }
}
