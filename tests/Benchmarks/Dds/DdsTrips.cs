namespace Forewarn.Benchmarks.Dds;

/// <summary>One side's turn at round trips of one size.</summary>
/// <param name="HalfP50">Median half round trip, microseconds; <paramref name="HalfP99"/> likewise.</param>
/// <param name="Bytes">Managed bytes that the whole process allocated per round trip.</param>
public sealed record DdsTrips(double HalfP50, double HalfP99, int Count, double Bytes = 0, int Gen0 = 0);
