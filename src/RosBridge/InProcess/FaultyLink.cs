using Forewarn.Core;

namespace Forewarn.RosBridge.InProcess;

/// <summary>A bad network. Reliable samples are late instead of lost, as a retransmission would make them.</summary>
public sealed record FaultyLink : ILink
{
    /// <summary>Shortest time under way.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Added to <see cref="Delay"/>, uniformly from zero to this; samples overtake one another.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Chance in [0, 1] that a sample is lost, or, if it is reliable, once more under way.</summary>
    public double Loss { get; init; }

    /// <summary>Time until a lost reliable sample is sent again.</summary>
    public TimeSpan Retransmission { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Chance in [0, 1] that a sample arrives twice.</summary>
    public double Duplication { get; init; }

    /// <summary>Chance in [0, 1] that one bit arrives flipped. DDS has no checksum of its own by default.</summary>
    public double Corruption { get; init; }

    /// <summary>Topics and services this holds for; others pass untouched. Null for all.</summary>
    public Func<string, bool>? Topics { get; init; }

    public void Carry(in LinkSample sample, LinkRoute route)
    {
        if (Topics is { } mine && !mine(sample.Topic))
        {
            route.Deliver(TimeSpan.Zero);
            return;
        }

        int copies = sample.Draws.NextDouble() < Duplication ? 2 : 1;
        for (int i = 0; i < copies; i++) CarryOne(sample, route);
    }

    private void CarryOne(in LinkSample sample, LinkRoute route)
    {
        var delay = Delay + Jitter * sample.Draws.NextDouble();
        while (sample.Draws.NextDouble() < Loss)
        {
            if (!sample.Reliable || Loss >= 1) return;
            delay += Retransmission;
        }

        if (sample.Draws.NextDouble() < Corruption) route.Deliver(delay, Flipped(sample.Bytes, sample.Draws));
        else route.Deliver(delay);
    }

    private static byte[] Flipped(ReadOnlySpan<byte> bytes, SeedStream draws)
    {
        byte[] copy = bytes.ToArray();
        if (copy.Length > 0) copy[draws.Next(copy.Length)] ^= (byte)(1 << draws.Next(8));
        return copy;
    }
}
