namespace Forewarn.Evaluation.Steering;

/// <summary>A choice with its score of "none of these", averaged over presentation orders.</summary>
/// <param name="Index">Mode that was chosen, or -1.</param>
public sealed record ChoiceTrial(ChoiceKind Kind, int Index, double NoneScore);
