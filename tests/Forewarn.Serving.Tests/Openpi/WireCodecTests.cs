using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Forewarn.Core;

namespace Forewarn.Serving.Tests.Openpi;

/// <summary>The codec alone: what is written is read, and what a stranger writes is refused in words, cheaply.</summary>
public sealed class WireCodecTests
{
    private static readonly NdType[] s_types = [new('b', 1), new('i', 1), new('u', 2), new('i', 4), new('u', 8), new('f', 2), new('f', 4), new('f', 8)];

    private static readonly Gen<NdArray> s_arrays =
        from type in Gen.Int[0, s_types.Length - 1].Select(i => s_types[i])
        from shape in Gen.Int[0, 4].Array[0, 4]
        from data in Gen.Byte.Array[(int)NdArray.SizeOf(type, shape)]
        select new NdArray(type, shape, data);

    private static readonly Gen<object?> s_values = Gen.Recursive<object?>((depth, inner) => depth > 3
        ? Gen.Const((object?)null)
        : Gen.OneOf(
            Gen.Const((object?)null), Gen.Bool.Select(v => (object?)v), Gen.Long.Select(v => (object?)v), Gen.Double.Select(v => (object?)v),
            Gen.String.Where(IsText).Select(v => (object?)v), Gen.Byte.Array[0, 40].Select(v => (object?)v), s_arrays.Select(v => (object?)v),
            inner.Array[0, 3].Select(v => (object?)v),
            Gen.Select(Gen.String.Where(IsText), inner).Array[0, 3].Select(pairs => (object?)MapOf(pairs))));

    [Fact]
    public void What_is_written_is_read()
    {
        Gen.Select(Gen.String.Where(IsText), s_values).Array[0, 5].Sample(pairs =>
        {
            byte[] bytes = WireWriter.Write(MapOf(pairs));
            return WireWriter.Write(WireReader.Read(bytes)).AsSpan().SequenceEqual(bytes);
        });
    }

    [Fact]
    public void Bytes_are_those_of_openpi()
    {
        byte[] bytes = WireWriter.Write(new WireMap { ["a"] = NdArray.Of<float>([1f], 1), ["n"] = 3L });
        byte[] wanted =
        [
            0x82, 0xA1, (byte)'a', 0x84, 0xC4, 11, .. "__ndarray__"u8, 0xC3, 0xC4, 4, .. "data"u8, 0xC4, 4, 0, 0, 0x80, 0x3F, 0xC4, 5, .. "dtype"u8,
            0xA3, .. "<f4"u8, 0xC4, 5, .. "shape"u8, 0x91, 1, 0xA1, (byte)'n', 3,
        ];
        Assert.Equal(wanted, bytes);
    }

    [Theory]
    [InlineData(">f8", 8)]
    [InlineData(">i2", 2)]
    [InlineData(">u4", 4)]
    [InlineData(">f2", 2)]
    public void Big_endian_is_turned_around(string dtype, int size)
    {
        byte[] raw = [.. Enumerable.Range(0, 2 * size).Select(i => (byte)i)];
        NdArray array = WireReader.Read(Packed(dtype, raw, [2])).Array("x");
        Assert.Equal(raw.Take(size).Reverse().Concat(raw.Skip(size).Reverse()), array.Bytes.ToArray());
    }

    [Theory]
    [InlineData("<c8", "dtype: found '<c8'")]
    [InlineData("|O", "dtype: found '|O'")]
    [InlineData("<f16", "dtype: found '<f16'")]
    [InlineData("<i3", "dtype: found '<i3'")]
    [InlineData("", "dtype: found ''")]
    [InlineData("<M8[ns]", "dtype: found '<M8[ns]'")]
    public void Other_types_are_refused(string dtype, string told) =>
        Assert.Contains(told, Assert.Throws<ForewarnException>(() => WireReader.Read(Packed(dtype, new byte[8], [1]))).Message);

    [Fact]
    public void Python_may_send_bytes_for_text_and_numbers_for_arrays()
    {
        var map = new WireMap { ["prompt"] = "grasp"u8.ToArray(), ["state"] = new object?[] { 1L, 2.5 }, ["images"] = new WireMap { ["cam_high"] = 7L } };
        map = WireReader.Read(WireWriter.Write(map));
        Assert.Equal("grasp", map.Text("prompt"));
        Assert.Equal([1f, 2.5f], map.Array("state").ToFloats());
        Assert.Equal(7, map.Number("images/cam_high"));
        Assert.Equal(7, map.Number("images.cam_high"));
        Assert.Equal("key 'camera': found only 'prompt', 'state', 'images', wanted an array. Send it, or map another key to it.",
            Assert.Throws<ForewarnException>(() => map.Array("camera")).Message);
    }

    [Fact]
    public void A_hundred_thousand_mutations_neither_crash_nor_hoard()
    {
        byte[] whole = WireWriter.Write(new WireMap
        {
            ["observation/image"] = NdArray.Of<byte>(new byte[48], 4, 4, 3), ["state"] = NdArray.Of<double>([1, 2, 3], 3), ["prompt"] = "take it",
            ["list"] = new object?[] { 1L, "two", 3.0, null, true, new WireMap { ["deep"] = 1L } }, ["n"] = new NdArray(NdType.Float32, [], new byte[4], true),
        });
        var seed = new SeedStream(7);
        int refused = 0, read = 0;
        for (int i = 0; i < 100_000; i++)
        {
            byte[] frame = i % 4 == 0 ? new byte[seed.Next(200)] : whole[..(i % 4 == 1 ? seed.Next(whole.Length + 1) : whole.Length)];
            if (i % 4 == 0) for (int at = 0; at < frame.Length; at++) frame[at] = (byte)seed.Next(256);
            for (int flips = seed.Next(8); flips > 0 && frame.Length > 0; flips--)
                frame[seed.Next(frame.Length)] = seed.Next(3) == 0 ? (byte)0xFF : (byte)seed.Next(256);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                WireReader.Read(frame);
                read++;
            }
            catch (ForewarnException)
            {
                refused++;
            }
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken < 150 * frame.Length + 100_000, $"{taken} bytes for a frame of {frame.Length}: {Convert.ToHexString(frame)}");
        }
        Assert.InRange(read, 1000, 99_000);
        Assert.InRange(refused, 1000, 99_000);
    }

    [Theory]
    [InlineData(0xDC)]
    [InlineData(0xDD)]
    [InlineData(0xDE)]
    [InlineData(0xDF)]
    public void Nested_claims_take_nothing(byte code)
    {
        // Every level claims as much as the bytes behind it would allow.
        byte[] frame = new byte[1 << 20];
        (frame[0], frame[1], frame[2]) = (0x81, 0xA1, (byte)'x');
        for (int at = 3; at < 100; at += 5)
        {
            frame[at] = code;
            BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(at + 1), code is 0xDC or 0xDE ? 0xEA60_0000u : 60_000);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ForewarnException>(() => WireReader.Read(frame));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
    }

    private static byte[] Packed(string dtype, byte[] data, int[] shape)
    {
        var map = new WireMap
        {
            ["x"] = new WireMap
            {
                ["__ndarray__"] = true, ["data"] = data, ["dtype"] = dtype, ["shape"] = shape.Select(a => (object?)(long)a).ToArray(),
            },
        };
        return WireWriter.Write(map);
    }

    private static WireMap MapOf((string Key, object? Value)[] pairs)
    {
        var map = new WireMap();
        foreach (var (key, value) in pairs) map[key] = value;
        return map;
    }

    // Half a surrogate pair has no bytes of its own in UTF-8.
    private static bool IsText(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
