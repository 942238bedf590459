using System.Buffers.Binary;

namespace Forewarn.Recording.Tests.Mcap;

public sealed class McapRoundTripTests
{
    [Theory]
    [MemberData(nameof(McapFiles.Layouts), MemberType = typeof(McapFiles))]
    public void What_is_written_is_read(McapCompression compression, bool chunked)
    {
        using var reader = McapFiles.Read(McapFiles.Write(500, new() { Compression = compression, Chunked = chunked, ChunkSize = 1000 }));
        Assert.Equal(Enumerable.Range(0, 500), McapFiles.Numbers(reader.Messages()));
        Assert.Equal((500L, 5L, 4995L, chunked), (reader.MessageCount, reader.StartTime, reader.EndTime, reader.IsIndexed));
        Assert.Equal(("ros2", McapWriter.Library), (reader.Profile, reader.Library));
        Assert.StartsWith("forewarn 0.", reader.Library, StringComparison.Ordinal);
        Assert.Equal("value", Assert.Single(reader.Metadata).Values["key"]);
        Assert.Equal("b", reader.Channels.First().Metadata["a"]);
        Assert.All(reader.Channels, channel => Assert.Equal(250, reader.CountOf(channel.Id)));
        Assert.Empty(reader.Damages);
    }

    [Theory]
    [MemberData(nameof(McapFiles.Layouts), MemberType = typeof(McapFiles))]
    public void Topics_and_times_choose(McapCompression compression, bool chunked)
    {
        using var reader = McapFiles.Read(McapFiles.Write(500, new() { Compression = compression, Chunked = chunked, ChunkSize = 1000 }));
        var odd = new HashSet<string> { "/odd" };
        Assert.Equal(Enumerable.Range(0, 500).Where(i => i % 2 == 1), McapFiles.Numbers(reader.Messages(odd)));
        Assert.Equal(Enumerable.Range(100, 101), McapFiles.Numbers(reader.Messages(from: 1005, to: 2005)));
        Assert.Equal([101, 103, 105], McapFiles.Numbers(reader.Messages(odd, 1006, 1055)));
        Assert.Empty(reader.Messages(new HashSet<string> { "/none" }));
        Assert.Empty(reader.Messages(from: 5000));
    }

    [Theory]
    [MemberData(nameof(McapFiles.Layouts), MemberType = typeof(McapFiles))]
    public void Order_is_that_of_log_times(McapCompression compression, bool chunked)
    {
        // Far out of order within chunks and across them, with ties.
        long Time(int i) => i * 7919L % 500 / 2;
        using var reader = McapFiles.Read(McapFiles.Write(500, new() { Compression = compression, Chunked = chunked, ChunkSize = 1000 }, Time));
        Assert.Equal(Enumerable.Range(0, 500).OrderBy(Time), McapFiles.Numbers(reader.Messages()));
        for (long time = -1; time < 251; time += 10)
        {
            int[] before = [.. Enumerable.Range(0, 500).Where(i => i % 2 == 0 && Time(i) <= time)];
            var found = reader.LastBefore("/even", time);
            Assert.Equal(before.Length == 0 ? null : before.Max(Time), found?.LogTime);
        }
    }

    [Fact]
    public void The_last_message_before_a_time_stays_valid()
    {
        using var reader = McapFiles.Read(McapFiles.Write(500, new() { ChunkSize = 1000 }));
        var found = reader.LastBefore("/odd", 2005)!.Value;
        Assert.Equal((199u, 1995L), (found.Sequence, found.LogTime));
        McapFiles.Numbers(reader.Messages());
        Assert.Equal(McapFiles.Data(199), found.Data.ToArray());
        Assert.Null(reader.LastBefore("/odd", 14));
        Assert.Null(reader.LastBefore("/none", 2005));
    }

    [Theory]
    [InlineData(McapCompression.None)]
    [InlineData(McapCompression.Zstd)]
    public void Large_messages_keep_their_place(McapCompression compression)
    {
        var stream = new MemoryStream();
        using (var writer = new McapWriter(stream, new() { Compression = compression }))
        {
            ushort channel = writer.AddChannel(0, "/even", "cdr", new Dictionary<string, string>());
            for (int i = 0; i < 20; i++) writer.Write(channel, (uint)i, i, i, new byte[i % 3 == 0 ? 1_000_000 : 10]);
        }

        using var reader = McapFiles.Read(stream.ToArray());
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (i, i % 3 == 0 ? 1_000_000 : 10)),
            reader.Messages().Select(message => ((int)message.Sequence, message.Data.Length)));
        Assert.Null(Assert.Single(reader.Channels).Schema);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_without_messages_is_whole(bool close)
    {
        using var reader = McapFiles.Read(McapFiles.Write(0, new(), close: close));
        Assert.Empty(reader.Messages());
        Assert.Equal((2, 0L, 0L, 0L), (reader.Channels.Count, reader.MessageCount, reader.StartTime, reader.EndTime));
        Assert.Equal(close ? 0 : 1, reader.Damages.Count);
    }

    [Fact]
    public void Writing_allocates_nothing_but_what_the_index_grows_by()
    {
        using var writer = new McapWriter(Stream.Null);
        ushort channel = writer.AddChannel(0, "/a", "cdr", new Dictionary<string, string>());
        byte[] data = new byte[1000];
        for (int i = 0; i < 5000; i++) writer.Write(channel, 0, i, i, data);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5000; i++) writer.Write(channel, 0, i, i, data);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    [Fact]
    public void Without_checksums_and_sequence_it_is_read_as_rosbag2_writes_it()
    {
        byte[] bytes = McapFiles.Write(100, new() { ChunkSize = 1000 });
        foreach (int chunk in Records(bytes, 0x06)) bytes.AsSpan(chunk + 9 + 24, 4).Clear();
        foreach (int footer in Records(bytes, 0x02)) bytes.AsSpan(footer + 9 + 16, 4).Clear();
        using var reader = McapFiles.Read(bytes);
        Assert.True(reader.IsIndexed);
        Assert.Equal(Enumerable.Range(0, 100), McapFiles.Numbers(reader.Messages()));
        Assert.Empty(reader.Damages);
    }

    /// <summary>Offsets of the records of a kind, outside of chunks.</summary>
    internal static List<int> Records(byte[] bytes, byte opcode)
    {
        var found = new List<int>();
        for (int at = 8; at + 9 < bytes.Length; at += 9 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 1)))
            if (bytes[at] == opcode) found.Add(at);
        return found;
    }
}
