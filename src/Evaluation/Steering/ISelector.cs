using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>One way of choosing a plan. All selectors of a study see the same scenes, plans and physics.</summary>
public interface ISelector
{
    /// <summary>Name in tables, for example <c>forewarn</c>.</summary>
    string Name { get; }

    /// <param name="seed">A stream of its own per scene, wish and selector.</param>
    SelectorChoice Choose(Scene scene, WishCase wish, SeedStream seed, CancellationToken cancel);
}
