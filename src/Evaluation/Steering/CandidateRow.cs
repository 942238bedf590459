namespace Forewarn.Evaluation.Steering;

/// <summary>The plans of one candidate set as they are kept on disk, <c>[K]</c> each.</summary>
/// <param name="Mass">Share of the policy's samples per plan.</param>
/// <param name="Truth">What executing it did.</param>
/// <param name="Safe">Whether the guard let it pass; null when the guard was not asked.</param>
/// <param name="Narrations">What was said about it, by source; only what some selector or figure asked for.</param>
public sealed record CandidateRow(
    float[] Mass, PlanLabel[] Truth, bool[]? Safe, Dictionary<NarrationSource, string[]> Narrations);
