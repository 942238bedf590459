using System.Buffers.Binary;
using System.Text;

namespace Forewarn.RosBridge.Tests;

/// <summary>Reads XCDR1 by hand, without any code of the library: what a peer would understand.</summary>
internal sealed class WireReader
{
    private readonly byte[] _body;
    private int _at;

    public WireReader(ReadOnlySpan<byte> bytes)
    {
        Assert.Equal([0, 1, 0, 0], bytes[..4].ToArray());
        _body = bytes[4..].ToArray();
    }

    public byte U8() => _body[_at++];

    public byte[] Bytes(int count)
    {
        _at += count;
        return _body[(_at - count).._at];
    }

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Aligned(4));

    public long I64() => BinaryPrimitives.ReadInt64LittleEndian(Aligned(8));

    public double F64() => BitConverter.Int64BitsToDouble(I64());

    public string Text()
    {
        byte[] bytes = Bytes((int)U32());
        Assert.Equal(0, bytes[^1]);
        return Encoding.UTF8.GetString(bytes[..^1]);
    }

    public string[] Texts() => [.. Enumerable.Range(0, (int)U32()).Select(_ => Text())];

    /// <summary>A rcl_interfaces/ParameterValue in words.</summary>
    public string Value()
    {
        var (type, flag, integer, number, text) = (U8(), U8(), I64(), F64(), Text());
        byte[] bytes = Bytes((int)U32());
        byte[] flags = Bytes((int)U32());
        long[] integers = [.. Enumerable.Range(0, (int)U32()).Select(_ => I64())];
        double[] numbers = [.. Enumerable.Range(0, (int)U32()).Select(_ => F64())];
        string[] texts = Texts();
        return type switch
        {
            1 => $"bool {flag}", 2 => $"integer {integer}", 3 => FormattableString.Invariant($"double {number}"), 4 => $"string {text}",
            5 => $"bytes {string.Join(' ', bytes)}", 6 => $"bools {string.Join(' ', flags)}", 7 => $"integers {string.Join(' ', integers)}",
            8 => $"doubles {string.Join(' ', numbers)}", 9 => $"strings {string.Join(' ', texts)}", _ => $"type {type}",
        };
    }

    /// <summary>Nothing must be left.</summary>
    public void End() => Assert.Equal(_body.Length, _at);

    private byte[] Aligned(int size)
    {
        while (_at % size != 0) Assert.Equal(0, _body[_at++]);
        return Bytes(size);
    }
}
