using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>A verifier's verdict as a selector's answer.</summary>
internal static class VerdictChoice
{
    /// <summary>Waits for a verdict on the player's own thread; a wish that cannot be read is an answer too.</summary>
    /// <param name="set">The plans that were judged.</param>
    /// <param name="count">How many they are.</param>
    public static SelectorChoice Of(Func<ValueTask<Verdict>> judge, CandidateSet set, int count)
    {
        Verdict verdict;
        try
        {
            verdict = judge().AsTask().GetAwaiter().GetResult();
        }
        catch (ForewarnException)
        {
            return new(ChoiceKind.Unreadable, set, -1);
        }
        return verdict switch
        {
            ExecuteVerdict v => new(ChoiceKind.Execute, set, v.Mode),
            AskVerdict v => new(ChoiceKind.Ask, set, Array.IndexOf(v.Scores, v.Scores.AsSpan(0, count).ToArray().Max())),
            _ => new(ChoiceKind.None, set, -1),
        };
    }
}
