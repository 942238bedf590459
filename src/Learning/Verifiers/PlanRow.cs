namespace Forewarn.Learning.Verifiers;

/// <summary>A plan whose latents stand in a prompt.</summary>
/// <param name="Task">Index of its latents among those of all tasks.</param>
/// <param name="Predicted">Whether they are imagined.</param>
internal readonly record struct PlanRow(int Task, int Episode, bool Predicted);
