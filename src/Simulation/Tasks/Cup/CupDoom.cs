namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>Truth about one state: whether the mug has tipped over, and whether it does under each fallback.</summary>
/// <param name="Failing">The mug is over already.</param>
/// <param name="Tips">By <see cref="CupFallback"/>: whether it ends up over at some time of the fallback, up to rest.</param>
public sealed record CupDoom(bool Failing, IReadOnlyList<bool> Tips)
{
    /// <summary>Not over yet, and no fallback keeps it from falling.</summary>
    public bool Doomed => !Failing && Tips.All(tips => tips);

    /// <summary>Failing or doomed: outside of what can still be kept safe.</summary>
    public bool Lost => Failing || Doomed;
}
