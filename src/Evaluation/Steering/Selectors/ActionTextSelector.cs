using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// FOREWARN without foresight: the narrator reads the present and each plan in words, and the same choice in text only
/// follows. What it lacks against FOREWARN is the world model's prediction and nothing else.
/// </summary>
/// <param name="eye">Observes the present; it imagines nothing here.</param>
public sealed class ActionTextSelector(IWorldModel eye, IPlanNarrator narrator, INarrationChooser chooser) : ISelector
{
    private (Scene Scene, IReadOnlyList<Narration> Narrations)? _narrated;

    public string Name => "action text";

    public SelectorChoice Choose(Scene scene, WishCase wish, SeedStream seed, CancellationToken cancel)
    {
        var narrations = Narrate(scene, cancel);
        var guard = scene.Modes.Guard;
        return VerdictChoice.Of(() => chooser.ChooseAsync(wish.Text, narrations, guard, cancel), CandidateSet.Modes);
    }

    /// <summary>Narrations do not depend on the wish: they are made once a scene.</summary>
    private IReadOnlyList<Narration> Narrate(Scene scene, CancellationToken cancel)
    {
        if (_narrated is { } last && ReferenceEquals(last.Scene, scene)) return last.Narrations;
        var present = eye.ObserveAsync(scene.History, cancel).AsTask().GetAwaiter().GetResult().Last;
        var narrations = narrator.NarrateAsync(present, scene.Modes.Plans, cancel).AsTask().GetAwaiter().GetResult();
        _narrated = (scene, narrations);
        return narrations;
    }
}
