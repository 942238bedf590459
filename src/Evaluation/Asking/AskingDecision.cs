namespace Forewarn.Evaluation.Asking;

/// <summary>A decision under a threshold, with what became of it.</summary>
/// <param name="Kept">Options left, "none of these" included, in the first round.</param>
/// <param name="Covered">Whether one of them was right.</param>
/// <param name="Intent">The mode that the person has in mind; one of those that the wish accepts.</param>
/// <param name="Question">The first question; null where nothing was asked.</param>
/// <param name="Answer">What was answered to it.</param>
/// <param name="Way">Where what the person has in mind was when it was asked; null where nothing was.</param>
/// <param name="Answers">Answers given before the decision ended.</param>
/// <param name="Meant">Whether a plan was executed and did what the person had in mind.</param>
/// <param name="Acceptable">Whether a plan was executed and did at least what the wish says.</param>
public sealed record AskingDecision(
    AskingKind Kind, int Kept, bool Covered, string Intent, string? Question, string? Answer, MeantWay? Way, int Answers, bool Meant, bool Acceptable)
{
    /// <summary>Whether one answer led to a plan that was executed and did what the person had in mind.</summary>
    public bool ResolvedInOne() => Kind == AskingKind.Asked && Answers == 1 && Meant;
}
