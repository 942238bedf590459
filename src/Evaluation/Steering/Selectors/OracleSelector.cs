using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// Knows what every candidate will do: the ceiling of any selector, and as a figure the coverage of the wish by the set.
/// </summary>
public sealed class OracleSelector(CandidateSet set = CandidateSet.Modes) : ISelector
{
    public const string SelectorName = "oracle";

    public string Name => set == CandidateSet.Modes ? SelectorName : $"{SelectorName}, first samples";

    public SelectorChoice Choose(Scene scene, WishCase wish, SeedStream seed, CancellationToken cancel)
    {
        var truth = scene.Of(set).Truth;
        for (int k = 0; k < truth.Count; k++) if (wish.Fulfilled(truth[k])) return new(ChoiceKind.Execute, set, k);
        return new(ChoiceKind.None, set, -1);
    }
}
