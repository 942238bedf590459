namespace Forewarn.Evaluation.Asking;

/// <summary>A decision under a threshold, with what became of it.</summary>
/// <param name="Kept">Options left, "none of these" included, in the first round.</param>
/// <param name="Covered">Whether one of them was right.</param>
/// <param name="Intent">The mode that the person has in mind; one of those that the wish accepts.</param>
/// <param name="Question">Null where nothing was asked.</param>
/// <param name="Answer">The phrase that the person answered with; null where none offered what was meant.</param>
/// <param name="Resolved">Whether a plan was executed after one answer; null where nothing was asked.</param>
/// <param name="Meant">Whether what was executed is what the person had in mind; false where nothing was.</param>
/// <param name="Acceptable">Whether what was executed is at least what the wish says.</param>
public sealed record AskingDecision(
    AskingKind Kind, int Kept, bool Covered, string Intent, string? Question, string? Answer, bool? Resolved, bool Meant, bool Acceptable);
