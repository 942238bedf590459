using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>The base policy without steering: its first sample, whatever was wished.</summary>
public sealed class BaseSampleSelector : ISelector
{
    public const string SelectorName = "base";

    public string Name => SelectorName;

    public SelectorChoice Choose(Scene scene, WishCase wish, SeedStream seed, CancellationToken cancel) =>
        new(ChoiceKind.Execute, CandidateSet.FirstSamples, 0);
}
