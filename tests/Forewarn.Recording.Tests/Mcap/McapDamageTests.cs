using System.Buffers.Binary;
using System.Diagnostics;
using Forewarn.Core;

namespace Forewarn.Recording.Tests.Mcap;

public sealed class McapDamageTests
{
    // Far above what any of these small files needs, far below what their damaged lengths claim.
    private const long MostBytes = 40L << 20;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    [Theory]
    [MemberData(nameof(McapFiles.Layouts), MemberType = typeof(McapFiles))]
    public void A_file_cut_anywhere_gives_what_was_whole(McapCompression compression, bool chunked)
    {
        byte[] bytes = McapFiles.Write(60, new() { Compression = compression, Chunked = chunked, ChunkSize = 500 });
        int known = 0, end = McapRoundTripTests.Records(bytes, 0x0F).Single();
        for (int length = 8; length < bytes.Length; length++)
        {
            using var reader = McapFiles.Read(bytes[..length]);
            var numbers = McapFiles.Numbers(reader.Messages());
            Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
            Assert.True(numbers.Count >= known, $"{numbers.Count} messages in {length} bytes, {known} in one byte less");
            Assert.Equal(numbers.Count, reader.MessageCount);
            // Behind the mark of the end of the data nothing is missing but the index.
            Assert.True(reader.Damages.Count > 0 || length >= end + 13, $"no damage told at {length} of {bytes.Length}");
            known = numbers.Count;
            if (length >= end) Assert.Equal(60, known);
        }
    }

    [Theory]
    [InlineData(McapCompression.None)]
    [InlineData(McapCompression.Lz4)]
    [InlineData(McapCompression.Zstd)]
    public void A_chunk_with_a_wrong_checksum_is_told_and_left_out(McapCompression compression)
    {
        byte[] bytes = McapFiles.Write(200, new() { Compression = compression, ChunkSize = 1000 });
        var chunks = McapRoundTripTests.Records(bytes, 0x06);
        Assert.True(chunks.Count >= 5);
        bytes[chunks[2] + 9 + 24] ^= 1;
        using var whole = McapFiles.Read(bytes);
        Check(whole);
        // The same where the file is walked instead.
        using var cut = McapFiles.Read(bytes[..^8]);
        Assert.False(cut.IsIndexed);
        Check(cut);

        void Check(McapReader reader)
        {
            var numbers = McapFiles.Numbers(reader.Messages());
            Assert.InRange(numbers.Count, 150, 199);
            Assert.Equal((0, 199), (numbers[0], numbers[^1]));
            Assert.Contains(reader.Damages, damage => damage.Offset == chunks[2] && damage.What.Contains("checksum", StringComparison.Ordinal));
            int told = reader.Damages.Count;
            McapFiles.Numbers(reader.Messages());
            Assert.Equal(told, reader.Damages.Count);
        }
    }

    [Fact]
    public void A_summary_with_a_wrong_checksum_is_not_believed()
    {
        byte[] bytes = McapFiles.Write(200, new() { ChunkSize = 1000 });
        bytes[McapRoundTripTests.Records(bytes, 0x08)[0] + 9 + 16] ^= 1;
        using var reader = McapFiles.Read(bytes);
        Assert.False(reader.IsIndexed);
        Assert.Equal(Enumerable.Range(0, 200), McapFiles.Numbers(reader.Messages()));
        Assert.Contains("checksum", Assert.Single(reader.Damages).What, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(McapFiles.Layouts), MemberType = typeof(McapFiles))]
    public void Flipped_bytes_are_survived(McapCompression compression, bool chunked)
    {
        byte[] bytes = McapFiles.Write(60, new() { Compression = compression, Chunked = chunked, ChunkSize = 500 });
        var seed = new SeedStream(7);
        for (int round = 0; round < 1500; round++)
        {
            byte[] damaged = [.. bytes];
            for (int flips = 1 + seed.Next(4); flips > 0; flips--) damaged[seed.Next(damaged.Length)] = (byte)seed.Next(256);
            if (round % 3 == 0) damaged = damaged[..seed.Next(damaged.Length)];
            Survive(damaged);
        }
    }

    [Theory]
    [MemberData(nameof(McapFiles.Layouts), MemberType = typeof(McapFiles))]
    public void Absurd_numbers_are_survived(McapCompression compression, bool chunked)
    {
        byte[] bytes = McapFiles.Write(20, new() { Compression = compression, Chunked = chunked, ChunkSize = 200 });
        // Without the checksum of the summary its numbers are believed at first.
        bytes.AsSpan(McapRoundTripTests.Records(bytes, 0x02).Single() + 9 + 16, 4).Clear();
        foreach (long absurd in (long[])[-1, 0, 1, 200L << 20, int.MaxValue, uint.MaxValue, long.MaxValue, long.MinValue, long.MaxValue - 8])
        {
            for (int at = 8; at + 8 < bytes.Length; at++)
            {
                byte[] damaged = [.. bytes];
                BinaryPrimitives.WriteInt64LittleEndian(damaged.AsSpan(at), absurd);
                Survive(damaged);
            }
        }
    }

    [Fact]
    public void A_chunk_that_unpacks_to_more_than_it_says_is_left_out()
    {
        byte[] bytes = McapFiles.Write(200, new() { Compression = McapCompression.Zstd, ChunkSize = 1000 });
        int chunk = McapRoundTripTests.Records(bytes, 0x06)[0];
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(chunk + 9 + 16), 10);
        using var reader = McapFiles.Read(bytes);
        Assert.InRange(McapFiles.Numbers(reader.Messages()).Count, 150, 199);
        Assert.Contains("wanted 10", Assert.Single(reader.Damages).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0], "an empty file")]
    [InlineData(new byte[] { 0x89, 0x4D, 0x43, 0x41, 0x50 }, "other bytes")]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, "other bytes")]
    public void What_is_no_MCAP_file_is_refused(byte[] bytes, string found) =>
        Assert.Contains(found, Assert.Throws<ForewarnException>(() => McapFiles.Read(bytes)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("nowhere.mcap", Assert.Throws<ForewarnException>(() => McapReader.Open("nowhere.mcap")).Message, StringComparison.Ordinal);

    private static void Survive(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        try
        {
            using var reader = McapFiles.Read(bytes);
            long size = 0;
            foreach (var message in reader.Messages()) size += message.Data.Length;
            reader.LastBefore("/even", 100);
            Assert.InRange(size, 0, 1 << 20);
        }
        catch (ForewarnException)
        {
            Assert.False(bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x4D, 0x43, 0x41, 0x50, 0x30, 0x0D, 0x0A]));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        Assert.True(Stopwatch.GetElapsedTime(start) < s_longest);
    }
}
