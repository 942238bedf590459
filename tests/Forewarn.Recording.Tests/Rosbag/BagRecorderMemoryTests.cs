namespace Forewarn.Recording.Tests.Rosbag;

[Collection(MemoryCollection.Name)]
public sealed class BagRecorderMemoryTests
{
    [Fact]
    public void Recording_for_long_keeps_nothing_in_memory()
    {
        using var scratch = new Scratch();
        using var recorder = new BagRecorder(scratch.At("bag"), TimeProvider.System);
        int topic = recorder.Open(Samples.Image);
        byte[] picture = new byte[100_000];
        long Record(int count, int from)
        {
            for (int i = 0; i < count; i++)
                SpinWait.SpinUntil(() => recorder.Take(topic, from + i, from + i, picture));
            SpinWait.SpinUntil(() => recorder.Written >= from + count);
            return GC.GetTotalMemory(forceFullCollection: true);
        }
        long before = Record(200, 0);
        Assert.InRange(Record(1500, 200) - before, long.MinValue, 1 << 20);
    }
}
