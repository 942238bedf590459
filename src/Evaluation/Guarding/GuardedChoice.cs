namespace Forewarn.Evaluation.Guarding;

/// <summary>What one way of choosing took for one wish under each guard.</summary>
/// <param name="Wish">Index into the study's wishes.</param>
/// <param name="Chooser"><see cref="GuardStudy.Words"/> or <see cref="GuardStudy.Any"/>.</param>
/// <param name="Chosen">By guard the index of the plan, or -1 for none, <c>[G]</c>.</param>
public sealed record GuardedChoice(int Wish, string Chooser, int[] Chosen);
