namespace Forewarn.Evaluation.Steering;

/// <summary>The choice of <c>forewarn</c> for one wish under changed conditions.</summary>
/// <param name="Wish">Index into the study's wishes.</param>
/// <param name="All">Among all safe modes; null when there is none or the wish cannot be read.</param>
/// <param name="Unfit">
/// Among the safe modes that, by physics, do not fulfill the wish; null when there is none.
/// </param>
/// <param name="Orders">Single presentation orders; empty when fewer than two different lines were shown.</param>
/// <param name="Fault">Why the wish could not be read.</param>
public sealed record WishControlRow(
    int Wish, ChoiceTrial? All, ChoiceTrial? Unfit, IReadOnlyList<OrderTrial> Orders, string? Fault = null);
