using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>The mode that most of the policy's samples belong to.</summary>
public sealed class HeaviestModeSelector : ISelector
{
    public string Name => "heaviest mode";

    public SelectorChoice Choose(Scene scene, WishCase wish, SeedStream seed, CancellationToken cancel)
    {
        var mass = scene.Modes.Plans.Mass;
        return SelectorChoice.Mode(Array.IndexOf(mass, mass.Max()));
    }
}
