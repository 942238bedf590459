namespace Forewarn.Serving;

/// <summary>Decisions alone, of something that tells no more about itself.</summary>
public sealed record DecisionFeed(ConsoleAbout About, DecisionRing Decisions) : IConsoleFeed
{
    /// <inheritdoc/>
    public ConsoleStatus? Status() => null;
}
