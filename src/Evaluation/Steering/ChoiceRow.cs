namespace Forewarn.Evaluation.Steering;

/// <summary>What one selector chose for one wish in one scene.</summary>
/// <param name="Wish">Index into the study's wishes.</param>
/// <param name="Milliseconds">Time the selector took; for <c>forewarn</c> the choosing stage.</param>
public sealed record ChoiceRow(int Wish, string Selector, SelectorChoice Choice, double Milliseconds);
