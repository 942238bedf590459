using CsCheck;

namespace Forewarn.Serving.Tests;

public sealed class BoundedRingTests
{
    [Fact]
    public void It_is_a_queue_that_says_when_it_is_full() =>
        Gen.Select(Gen.Int[1, 20], Gen.Bool.Array[0, 200]).Sample(x =>
        {
            var (capacity, puts) = x;
            var ring = new BoundedRing<int>(capacity);
            int room = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 2));
            var model = new Queue<int>();
            for (int i = 0; i < puts.Length; i++)
            {
                if (puts[i])
                {
                    Assert.Equal(model.Count < room, ring.TryPut(i));
                    if (model.Count < room) model.Enqueue(i);
                }
                else
                {
                    Assert.Equal(model.TryDequeue(out int wanted), ring.TryTake(out int found));
                    Assert.Equal(wanted, found);
                }
            }
        });

    [Fact]
    public void Many_threads_lose_nothing_and_get_nothing_twice()
    {
        const int Putters = 3, Each = 20_000;
        var ring = new BoundedRing<int>(8);
        int[] seen = new int[Putters * Each];
        int taken = 0;
        bool inOrder = true;
        var threads = new List<Thread>();
        for (int p = 0; p < Putters; p++)
        {
            int first = p * Each;
            threads.Add(new Thread(() =>
            {
                for (int i = 0; i < Each; i++) SpinWait.SpinUntil(() => ring.TryPut(first + i));
            }));
        }
        for (int t = 0; t < 2; t++)
        {
            threads.Add(new Thread(() =>
            {
                int[] last = [-1, -1, -1];
                while (Volatile.Read(ref taken) < seen.Length)
                {
                    if (!ring.TryTake(out int item))
                    {
                        Thread.Yield();
                        continue;
                    }
                    Interlocked.Increment(ref seen[item]);
                    Interlocked.Increment(ref taken);
                    if (item <= last[item / Each]) Volatile.Write(ref inOrder, false);
                    last[item / Each] = item;
                }
            }));
        }
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(seen, count => Assert.Equal(1, count));
        Assert.True(inOrder);
    }
}
