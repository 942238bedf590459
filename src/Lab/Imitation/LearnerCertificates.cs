using Forewarn.Learning.Imitation;
using Forewarn.Simulation.Misspecification;

namespace Forewarn.Lab.Imitation;

/// <summary>Whether a changed learner could do what the expert did: said before the training, so that nobody waits for the impossible.</summary>
internal static class LearnerCertificates
{
    /// <summary>Nearest-neighbor bounds compare all pairs.</summary>
    private const int Most = 1000;

    /// <param name="expert">As recorded, all columns.</param>
    /// <returns>One certificate for the actions, one for every change of what is sensed or when; none for an unchanged learner.</returns>
    public static IReadOnlyList<RealizabilityCertificate> Of(LearnerTask task, TransitionSet expert)
    {
        if (task.Changes.Count == 0 || expert.Count == 0) return [];
        var some = expert.Subset(Math.Min(expert.Count, Most));
        var certificates = new List<RealizabilityCertificate>();
        using var environment = task.Create();
        bool acts = false;
        for (var layer = environment as EnvironmentWrapper; layer is not null; layer = layer.Inner as EnvironmentWrapper)
        {
            acts |= layer is AppliedActions;
            if (layer is DelayedActions late)
                certificates.Add(Realizability.OfDelay($"delay={late.Delay}", late.Delay, some.Starts, some.StateSize, some.States, some.Actions));
            if (layer is HiddenColumns hidden && hidden.Inner.StateSize == some.StateSize)
                certificates.Add(Realizability.OfObservations("hidden columns", hidden.Kept, some.StateSize, some.States, some.Actions));
        }
        if (acts) certificates.Add(Realizability.OfActions(string.Join(", ", task.Changes), environment, some.Actions));
        return certificates;
    }
}
