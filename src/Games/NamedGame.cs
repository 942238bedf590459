using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>A game with names, and the mediators that come with it.</summary>
/// <param name="Summary">One sentence; may be empty.</param>
/// <param name="Mediators">One called <see cref="Expert"/> is what the others imitate.</param>
public sealed record NamedGame(string Name, string Summary, MarkovGame Game, GameNames Names, IReadOnlyList<NamedMediator> Mediators)
{
    /// <summary>Name of the mediator that learners imitate.</summary>
    public const string Expert = "expert";

    /// <summary>All mediators but the expert.</summary>
    public IEnumerable<NamedMediator> Learners => Mediators.Where(m => m.Name != Expert);

    /// <exception cref="ForewarnException">No mediator of that name; the nearest one is named.</exception>
    public NamedMediator Mediator(string name) => Mediators.FirstOrDefault(m => m.Name == name) ?? throw ForewarnException.Of(
        $"mediator of game '{Name}'", $"'{name}'", "one that it has", NearestName.Advice(name, [.. Mediators.Select(m => m.Name)]), ExitCode.Usage);
}
