using Forewarn.Benchmarks.Timing;

namespace Forewarn.Benchmarks.Dds;

/// <summary>One payload size: how many times longer our half round trip takes.</summary>
/// <param name="OursP50">Median over rounds, microseconds; so is <paramref name="TheirsP50"/>.</param>
/// <param name="Ratio">Paired per round.</param>
/// <param name="BytesPerMessage">Managed bytes allocated per message sent or received, in the worst round.</param>
/// <param name="Gen0">Collections of the youngest generation in all <paramref name="RoundTrips"/> of ours.</param>
public sealed record DdsRow(
    int Payload, double Bar, double OursP50, double TheirsP50, double OursP99, double TheirsP99, RatioInterval Ratio,
    double BytesPerMessage, int Gen0, int RoundTrips)
{
    public bool Reaches => Ratio.Median <= Bar && BytesPerMessage == 0 && Gen0 == 0;
}
