using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// FOREWARN without forethought in words: the same imagined latents, the same decoder, but the letter of the best plan
/// comes straight from them, with no narration between.
/// </summary>
public sealed class DirectCategorySelector(IPlanVerifier chooser) : ISelector
{
    public string Name => "direct category";

    public SelectorChoice Choose(Scene scene, WishCase wish, SeedStream seed, CancellationToken cancel)
    {
        var (rollout, guard) = (scene.Modes.Imagined, scene.Modes.Guard);
        return VerdictChoice.Of(() => chooser.VerifyAsync(wish.Text, rollout, guard, cancel), CandidateSet.Modes);
    }
}
