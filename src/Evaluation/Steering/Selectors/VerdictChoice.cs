using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>Asks a verifier on the player's own thread.</summary>
internal static class VerdictChoice
{
    /// <param name="judge">Reads the wish; a wish that cannot be read is an answer too.</param>
    /// <param name="set">The plans that are judged.</param>
    public static SelectorChoice Of(Func<ValueTask<Verdict>> judge, CandidateSet set)
    {
        try
        {
            return SelectorChoice.Of(judge().AsTask().GetAwaiter().GetResult(), set);
        }
        catch (ForewarnException)
        {
            return new(ChoiceKind.Unreadable, set, -1);
        }
    }
}
