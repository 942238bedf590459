namespace Forewarn.Messages.Tests.Wire;

/// <summary>Bytes from a stranger: nothing is thrown, and nobody can make a receiver allocate more than he sends.</summary>
public sealed class MalformedBytesTests
{
    private const int Tries = 10_000;

    // An item of a sequence is an object with parts of its own; the least item is a few bytes on the wire.
    private const long BytesPerPayloadByte = 40, Slack = 4096;

    [Theory]
    [MemberData(nameof(MessageSet.Data), MemberType = typeof(MessageSet))]
    public void Truncated_and_mutated_payloads_are_survived(MessageCase type)
    {
        var writer = new CdrWriter();
        ulong state = 0x5EED;
        byte[] bytes = [];
        int refused = 0;
        long baseline = 0;
        for (int i = 0; i < Tries; i++)
        {
            if (i % 100 == 0)
            {
                type.Write(new MessageFiller(state).Fill(type.New()), writer);
                bytes = writer.Bytes.ToArray();
                long start = GC.GetAllocatedBytesForCurrentThread();
                type.New();
                baseline = GC.GetAllocatedBytesForCurrentThread() - start;
            }

            byte[] mutated = Mutate(bytes, ref state);
            long before = GC.GetAllocatedBytesForCurrentThread();
            if (!type.Read(type.New(), mutated)) refused++;
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before - baseline;
            Assert.True(
                allocated <= BytesPerPayloadByte * mutated.Length + Slack,
                $"{type}: {allocated} bytes for a payload of {mutated.Length}");
        }

        Assert.InRange(refused, Tries / 20, Tries);
    }

    [Theory]
    [MemberData(nameof(MessageSet.Data), MemberType = typeof(MessageSet))]
    public void What_was_half_read_can_be_written(MessageCase type)
    {
        var writer = new CdrWriter();
        type.Write(new MessageFiller(99).Fill(type.New()), writer);
        byte[] whole = writer.Bytes.ToArray();
        for (int length = 0; length < whole.Length; length++)
        {
            object message = type.New();
            type.Read(message, whole.AsSpan(0, length));
            type.Write(message, writer);
            Assert.True(type.Read(type.New(), writer.Bytes));
        }
    }

    private static byte[] Mutate(byte[] bytes, ref ulong state)
    {
        byte[] mutated = bytes[..(int)(Next(ref state) % 4 == 0 ? Next(ref state) % (ulong)(bytes.Length + 1) : (ulong)bytes.Length)];
        int flips = (int)(Next(ref state) % 8) + 1;
        for (int i = 0; i < flips && mutated.Length > 0; i++)
        {
            int at = (int)(Next(ref state) % (ulong)mutated.Length);
            // High bytes of lengths are what hurts: large values come often.
            mutated[at] = Next(ref state) % 3 == 0 ? (byte)0xFF : (byte)Next(ref state);
        }

        return mutated;
    }

    private static ulong Next(ref ulong state)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state;
    }
}
