namespace Forewarn.Benchmarks.Recordings;

/// <summary>What reading one bag takes, the file not in the system's cache before.</summary>
/// <param name="FirstMessageMs">From the path to the first message.</param>
/// <param name="FromMiddleMs">From the open bag to the first message of the middle.</param>
/// <param name="AllMs">All messages in order.</param>
/// <param name="ResidentMb">Most memory of the process above what it held before opening.</param>
/// <param name="ManagedMb">Most managed memory, likewise.</param>
/// <param name="ProcessMb">Most memory of the process in all.</param>
public sealed record OpenedBag(
    long Messages, double FirstMessageMs, double FromMiddleMs, double AllMs, double ResidentMb, double ManagedMb,
    double ProcessMb)
{
    public const double MostMs = 2000, MostMb = 150;

    public bool Reaches => FirstMessageMs <= MostMs && ResidentMb <= MostMb;
}
