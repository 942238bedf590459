using System.Diagnostics;
using Forewarn.Core;

namespace Forewarn.Recording.Tests.Rosbag;

public sealed class MessageRingTests
{
    [Fact]
    public void A_message_is_seen_when_it_is_complete_and_not_before()
    {
        // Large messages in a small ring: the reader meets each while it is being copied over what lay there before.
        const int Count = 5_000;
        var ring = new MessageRing(1 << 15);
        var writer = new Thread(() =>
        {
            var seed = new SeedStream(5);
            byte[] data = new byte[1 << 14];
            for (int i = 0; i < Count; i++)
            {
                int length = 1 + seed.Next(12_000);
                Array.Fill(data, (byte)(1 + i % 255), 0, length);
                while (!ring.TryPut(i % 7, i, -i, data.AsSpan(0, length))) Thread.Yield();
            }
        });
        writer.Start();
        byte[] scratch = [];
        var lengths = new SeedStream(5);
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < Count;)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"only {i} of {Count} came");
            if (!ring.TryPeek(ref scratch, out int topic, out long log, out long publish, out var data)) continue;
            Assert.Equal((i % 7, (long)i, (long)-i, 1 + lengths.Next(12_000)), (topic, log, publish, data.Length));
            Assert.True(data.IndexOfAnyExcept((byte)(1 + i % 255)) < 0, $"message {i} is not whole");
            ring.Release(data.Length);
            i++;
        }

        writer.Join();
        Assert.True(ring.IsEmpty);
    }

    [Fact]
    public void It_refuses_what_does_not_fit()
    {
        var ring = new MessageRing(1 << 12);
        Assert.False(ring.TryPut(0, 0, 0, new byte[4096 - 23]));
        Assert.True(ring.TryPut(0, 0, 0, new byte[4096 - 24]));
        Assert.False(ring.TryPut(0, 0, 0, []));
        ring.Release(4096 - 24);
        Assert.True(ring.TryPut(0, 0, 0, []));
    }
}
