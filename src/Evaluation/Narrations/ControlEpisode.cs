namespace Forewarn.Evaluation.Narrations;

/// <summary>A training episode of the action-only control.</summary>
/// <param name="Plan"><c>[T, A]</c>.</param>
/// <param name="State">First proprioception <c>[S]</c>.</param>
/// <param name="Mode">True mode.</param>
/// <param name="Outcome">True outcome.</param>
public sealed record ControlEpisode(float[] Plan, float[] State, string Mode, string Outcome);
