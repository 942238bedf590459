using Forewarn.Messages;
using Forewarn.RosBridge;
using Forewarn.RosBridge.Cyclone;
using Forewarn.Tests;

namespace Forewarn.Interop.Tests;

/// <summary>What every echoing peer is asked.</summary>
internal static class EchoExchange
{
    /// <summary>
    /// Sends each sample to the peer and compares what the peer makes of it, byte for byte. Samples may be padded to
    /// four bytes on their way; CycloneDDS counts the padding in the last bits of the encapsulation header, Fast DDS does not.
    /// </summary>
    public static void ComesBack(TestDomain domain, PeerProcess peer, bool peerTells = true)
    {
        using var transport = domain.Join();
        var node = transport.OpenNode("tester", "/");
        foreach (var sample in Sample.All)
        {
            byte[]? back = null;
            using var publisher = node.CreatePublisher($"/to_peer/{sample.Kind}", sample.Type, QosProfile.Default);
            using var subscription = node.CreateSubscription($"/from_peer/{sample.Kind}", sample.Type, QosProfile.Default,
                (ReadOnlySpan<byte> cdr, in MessageInfo _) => back = cdr.ToArray());
            bool matched = SpinLoop.Until(() => publisher.MatchedCount == 1 && subscription.MatchedCount == 1, transport);
            Assert.True(matched, $"{sample.Kind}: no match");
            // Our side of a match may come first; the peer's echo writer must know our subscription too.
            bool arrived = false;
            for (int attempt = 0; attempt < 20 && !arrived; attempt++)
            {
                Assert.True(publisher.Send(sample.Cdr));
                var until = DateTime.UtcNow.AddMilliseconds(500);
                arrived = SpinLoop.Until(() => back is not null || DateTime.UtcNow > until, transport) && back is not null;
            }
            Assert.True(arrived, $"{sample.Kind}: no echo");
            if (peerTells) Assert.True(peer.Says(line => line == sample.Says), $"{sample.Kind}: {string.Join('\n', peer.Lines)}");
            byte[] padded = new byte[back!.Length];
            sample.Cdr.CopyTo(padded, 0);
            Assert.Equal(padded[4..], back[4..]);
            int padding = back.Length - sample.Cdr.Length;
            Assert.True(padding < 4 && (back[3] & 3) is var count && (count == 0 || count == padding), $"{sample.Kind}: padding {padding}");
        }
    }

    /// <summary>Receives what the peer wrote before we came, and gives it decoded.</summary>
    public static T Made<T>(TestDomain domain, string kind) where T : class, IRosMessage<T>, new()
    {
        using var transport = domain.Join();
        var (message, ok) = (new T(), false);
        using var subscription = transport.OpenNode("late", "/").CreateSubscription($"/made_by_peer/{kind}", T.Type, QosProfile.Latched,
            (ReadOnlySpan<byte> cdr, in MessageInfo _) =>
            {
                var reader = new CdrReader(cdr);
                message.ReadFrom(ref reader);
                ok = !reader.Failed;
            });
        Assert.True(SpinLoop.Until(() => ok, transport), $"{kind}: nothing came");
        return message;
    }
}
