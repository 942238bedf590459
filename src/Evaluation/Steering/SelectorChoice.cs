using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>A selector's answer.</summary>
/// <param name="Set">Where <paramref name="Index"/> points.</param>
/// <param name="Index">Plan to execute, or -1 for none.</param>
public readonly record struct SelectorChoice(ChoiceKind Kind, CandidateSet Set, int Index)
{
    public static SelectorChoice Mode(int index) => new(ChoiceKind.Execute, CandidateSet.Modes, index);

    /// <summary>A verdict as a choice; a question counts as its best-scored plan.</summary>
    /// <exception cref="ForewarnException">The question is about words that the verifier does not know: nothing was scored, and a study has nobody to ask.</exception>
    public static SelectorChoice Of(Verdict verdict, CandidateSet set) => verdict switch
    {
        ExecuteVerdict v => new(ChoiceKind.Execute, set, v.Mode),
        AskVerdict v when v.Scores[..^1].All(s => s == 0) => throw ForewarnException.Of("wish of a study", $"one that is asked about ({v.Question})",
            "words that the verifier knows", "Say it otherwise in the wish list.", ExitCode.Usage),
        AskVerdict v => new(ChoiceKind.Ask, set, Array.IndexOf(v.Scores, v.Scores[..^1].Max())),
        _ => new(ChoiceKind.None, set, -1),
    };
}
