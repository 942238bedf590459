using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Narrations;

/// <summary>One held-out episode of a narration study.</summary>
/// <param name="Predicted">Said from latents imagined before anything moved.</param>
/// <param name="TrueFuture">Said from the posterior of what happened.</param>
/// <param name="Plan">Actions <c>[T, A]</c>, for the action-only control.</param>
/// <param name="State">First proprioception <c>[S]</c>.</param>
public sealed record NarrationRow(
    ulong Seed, int Episode, PlanLabel Truth, string Predicted, string TrueFuture, float[] Plan, float[] State);
