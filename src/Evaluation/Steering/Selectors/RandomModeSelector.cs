using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>Any of the K modes: shows what clustering alone changes.</summary>
public sealed class RandomModeSelector : ISelector
{
    public string Name => "random mode";

    public SelectorChoice Choose(Scene scene, WishCase wish, SeedStream seed, CancellationToken cancel) =>
        SelectorChoice.Mode(seed.Next(scene.Modes.Count));
}
