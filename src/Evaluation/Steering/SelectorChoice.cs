namespace Forewarn.Evaluation.Steering;

/// <summary>A selector's answer.</summary>
/// <param name="Set">Where <paramref name="Index"/> points.</param>
/// <param name="Index">Plan to execute, or -1 for none.</param>
public readonly record struct SelectorChoice(ChoiceKind Kind, CandidateSet Set, int Index)
{
    public static SelectorChoice Mode(int index) => new(ChoiceKind.Execute, CandidateSet.Modes, index);
}
