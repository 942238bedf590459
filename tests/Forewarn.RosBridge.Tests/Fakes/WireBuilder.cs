using System.Buffers.Binary;
using System.Text;

namespace Forewarn.RosBridge.Tests;

/// <summary>Writes XCDR1 by hand, without any code of the library: what a peer would send.</summary>
internal sealed class WireBuilder
{
    private readonly List<byte> _body = [];

    public byte[] Bytes => [0, 1, 0, 0, .. _body];

    public WireBuilder U8(params byte[] values)
    {
        _body.AddRange(values);
        return this;
    }

    public WireBuilder U32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Put(bytes);
    }

    public WireBuilder I64(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Put(bytes);
    }

    public WireBuilder F64(double value) => I64(BitConverter.DoubleToInt64Bits(value));

    public WireBuilder Text(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        U32((uint)bytes.Length + 1);
        return U8([.. bytes, 0]);
    }

    public WireBuilder Texts(params string[] values)
    {
        U32((uint)values.Length);
        foreach (string value in values) Text(value);
        return this;
    }

    /// <summary>A rcl_interfaces/ParameterValue with one member set.</summary>
    public WireBuilder Value(byte type, bool flag = false, long integer = 0, double number = 0, string text = "") =>
        U8(type, flag ? (byte)1 : (byte)0).I64(integer).F64(number).Text(text).U32(0).U32(0).U32(0).U32(0).U32(0);

    private WireBuilder Put(byte[] bytes)
    {
        while (_body.Count % bytes.Length != 0) _body.Add(0);
        _body.AddRange(bytes);
        return this;
    }
}
