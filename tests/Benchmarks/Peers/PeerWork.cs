namespace Forewarn.Benchmarks.Peers;

/// <summary>A work that a peer does too.</summary>
/// <param name="What">Its name in the peer's script.</param>
/// <param name="Title">As it is called while it is timed.</param>
/// <param name="Ours">Our ways of doing it, each with the ratio that it must reach.</param>
internal sealed record PeerWork(string What, string Title, IReadOnlyList<(string Title, double Bar, Action Call)> Ours)
{
    public PeerWork(string what, string title, double bar, Action call) : this(what, title, [(title, bar, call)]) { }
}
