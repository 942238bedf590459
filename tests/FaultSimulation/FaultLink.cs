using Forewarn.RosBridge;
using Forewarn.RosBridge.InProcess;

namespace Forewarn.FaultSimulation;

/// <summary>The network between robot and node while its faults are at work.</summary>
internal sealed class FaultLink(FaultBoard board) : ILink
{
    public void Carry(in LinkSample sample, LinkRoute route)
    {
        double delay = 0;
        if (board.Active(FaultKind.GoalDropped) is not null && sample.Topic.Contains("/_action/", StringComparison.Ordinal)) return;
        if (board.Active(FaultKind.LinkSlow) is { } slow) delay = slow.Amount * sample.Draws.NextDouble();
        if (board.Active(FaultKind.LinkLossy) is { } lossy && sample.Draws.NextDouble() < lossy.Amount)
        {
            if (!sample.Reliable) return;
            delay += 0.05;
        }
        if (board.Active(FaultKind.LinkDoubles) is { } doubles && sample.Draws.NextDouble() < doubles.Amount)
            route.Deliver(TimeSpan.FromSeconds(delay + 0.01));
        if (board.Active(FaultKind.LinkCorrupt) is { } corrupt && sample.Draws.NextDouble() < corrupt.Amount)
            route.Deliver(TimeSpan.FromSeconds(delay), Damaged(sample));
        else
            route.Deliver(TimeSpan.FromSeconds(delay));
    }

    /// <summary>Cut short, or with some bits turned.</summary>
    private static byte[] Damaged(in LinkSample sample)
    {
        byte[] bytes = sample.Bytes.ToArray();
        if (sample.Draws.Next(2) == 0) return bytes[..sample.Draws.Next(bytes.Length)];
        for (int i = 0; i < 4; i++) bytes[sample.Draws.Next(bytes.Length)] ^= (byte)(1 << sample.Draws.Next(8));
        return bytes;
    }
}
