using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// FOREWARN through pictures: a narrator that looks at what the world model draws of the imagined plans instead of reading their
/// latents, and the same choice in text only.
/// </summary>
public sealed class PictureSelector(INarrator narrator, INarrationChooser chooser) : ISelector
{
    private (Scene Scene, IReadOnlyList<Narration> Narrations)? _narrated;

    public string Name => "pictures";

    public SelectorChoice Choose(Scene scene, WishCase wish, SeedStream seed, CancellationToken cancel)
    {
        // Narrations do not depend on the wish: they are made once a scene.
        if (_narrated is not { } last || !ReferenceEquals(last.Scene, scene))
            _narrated = last = (scene, narrator.NarrateAsync(scene.Modes.Imagined, cancel).AsTask().GetAwaiter().GetResult());
        return VerdictChoice.Of(() => chooser.ChooseAsync(wish.Text, last.Narrations, scene.Modes.Guard, cancel), CandidateSet.Modes);
    }
}
