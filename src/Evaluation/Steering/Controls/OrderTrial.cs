namespace Forewarn.Evaluation.Steering;

/// <summary>A choice from one presentation order alone.</summary>
/// <param name="Cyclic">Whether the order is a cyclic shift, else it was drawn.</param>
/// <param name="Index">Mode that was chosen, or -1.</param>
/// <param name="Slot">Place in the list at which the chosen line stood, or -1.</param>
/// <param name="Slots">Lines that were shown.</param>
public sealed record OrderTrial(bool Cyclic, ChoiceKind Kind, int Index, int Slot, int Slots);
