namespace Forewarn.Core;

/// <summary>Says which plans may be executed at all. No model can bypass it.</summary>
public interface IPlanGuard
{
    /// <param name="rollout">
    /// Imagined states, or null when imagination failed and when it has not begun: the guard is asked before it too.
    /// </param>
    GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout);
}
