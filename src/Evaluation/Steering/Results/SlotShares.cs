namespace Forewarn.Evaluation.Steering;

/// <summary>Where in the list the chosen lines stood, over all cyclic orders of lists of one length.</summary>
/// <param name="Options">Lines in the list.</param>
/// <param name="Choices">Choices counted.</param>
/// <param name="Shares">Per slot, <c>[Options]</c>; a chooser without a liking for places has equal ones.</param>
public sealed record SlotShares(int Options, int Choices, double[] Shares);
