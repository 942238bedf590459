using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;

namespace Forewarn.RosBridge.Tests.Cyclone;

public sealed class CycloneAllocationTests
{
    private const int Messages = 2000;

    [Fact]
    public void Sending_and_receiving_allocate_nothing()
    {
        using var pair = new Pair();
        long received = 0;
        pair.NodeB.CreateSubscription("/t", Image.Type, QosProfile.Default, (ReadOnlySpan<byte> cdr, in MessageInfo _) => received += cdr.Length);
        var publisher = pair.NodeA.CreatePublisher("/t", Image.Type, QosProfile.Default);
        var (head, pixels) = (new CdrWriter(), new byte[1000]);
        new Image { Width = 10, Height = 100, Encoding = "mono8", Step = 10 }.WriteTo(head);
        // The empty image ends with its count; the pixels follow as a part of their own.
        byte[] start = head.Bytes.ToArray();
        BitConverter.TryWriteBytes(start.AsSpan(start.Length - 4), pixels.Length);

        long Round()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Messages; i++)
            {
                Assert.True(publisher.Send(start, pixels, default));
                while (pair.B.SpinOnce(TimeSpan.FromSeconds(1)) == 0)
                {
                    // Discovery may wake it too.
                }
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Round();
        Assert.Equal(0, Round());
        Assert.True(received >= 2 * Messages * (start.Length + pixels.Length));
    }
}
