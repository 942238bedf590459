using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Steering;

/// <summary>FOREWARN: narrations of the imagined plans, and a choice among them in text only.</summary>
/// <param name="source">Imagined is the real thing; the others are bounds and controls.</param>
public sealed class ForewarnSelector(
    INarrationChooser chooser, NarrationSource source = NarrationSource.Imagined, CandidateSet set = CandidateSet.Modes)
    : ISelector
{
    public const string SelectorName = "forewarn";

    public string Name => (source, set) switch
    {
        (NarrationSource.Imagined, CandidateSet.Modes) => SelectorName,
        (NarrationSource.Imagined, _) => $"{SelectorName}, first samples",
        (NarrationSource.TrueFuture, _) => $"{SelectorName}, true future",
        _ => $"{SelectorName}, shuffled narrations",
    };

    public SelectorChoice Choose(Scene scene, WishCase wish, SeedStream seed, CancellationToken cancel)
    {
        var candidates = scene.Of(set);
        var narrations = candidates.Narrations(source);
        Verdict verdict;
        try
        {
            verdict = chooser.ChooseAsync(wish.Text, narrations, candidates.Guard, cancel)
                .AsTask().GetAwaiter().GetResult();
        }
        catch (ForewarnException)
        {
            return new(ChoiceKind.Unreadable, set, -1);
        }
        return SelectorChoice.Of(verdict, set);
    }
}
