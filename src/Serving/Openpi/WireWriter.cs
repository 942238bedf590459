using System.Buffers;
using System.Runtime.InteropServices;
using MessagePack;

namespace Forewarn.Serving;

/// <summary>Writes a frame byte for byte as openpi's packer does: arrays as maps with keys of bytes, floats as 64 bit.</summary>
public static class WireWriter
{
    /// <exception cref="ArgumentException">A value is of a kind that a <see cref="WireMap"/> may not hold.</exception>
    public static void Write(WireMap map, IBufferWriter<byte> to)
    {
        var writer = new MessagePackWriter(to);
        Map(ref writer, map);
        writer.Flush();
    }

    /// <inheritdoc cref="Write(WireMap, IBufferWriter{byte})"/>
    public static byte[] Write(WireMap map)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        Write(map, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Map(ref MessagePackWriter writer, WireMap map)
    {
        writer.WriteMapHeader(map.Count);
        foreach (var (key, value) in map)
        {
            writer.Write(key);
            Value(ref writer, value);
        }
    }

    private static void Value(ref MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNil(); break;
            case bool flag: writer.Write(flag); break;
            case int number: writer.Write(number); break;
            case long number: writer.Write(number); break;
            case ulong number: writer.Write(number); break;
            case float number: writer.Write((double)number); break;
            case double number: writer.Write(number); break;
            case string text: writer.Write(text); break;
            case byte[] bytes: writer.Write(bytes); break;
            case NdArray { IsScalar: true } scalar: Scalar(ref writer, scalar); break;
            case NdArray array: Array(ref writer, array); break;
            case WireMap map: Map(ref writer, map); break;
            case IReadOnlyList<object?> list:
                writer.WriteArrayHeader(list.Count);
                foreach (object? item in list) Value(ref writer, item);
                break;
            default: throw new ArgumentException($"a wire map cannot hold {value.GetType().Name}");
        }
    }

    private static void Array(ref MessagePackWriter writer, NdArray array)
    {
        writer.WriteMapHeader(4);
        writer.Write("__ndarray__"u8);
        writer.Write(true);
        writer.Write("data"u8);
        writer.Write(array.Bytes);
        writer.Write("dtype"u8);
        writer.Write(array.Type.Name);
        writer.Write("shape"u8);
        writer.WriteArrayHeader(array.Rank);
        foreach (int axis in array.Shape) writer.Write(axis);
    }

    private static void Scalar(ref MessagePackWriter writer, NdArray scalar)
    {
        writer.WriteMapHeader(3);
        writer.Write("__npgeneric__"u8);
        writer.Write(true);
        writer.Write("data"u8);
        switch (scalar.Type.Kind)
        {
            case 'b': writer.Write(scalar.Bytes[0] != 0); break;
            case 'f': writer.Write(scalar.At(0)); break;
            // Not through a double, which has 53 bits.
            case 'u' when scalar.Type.Size == 8: writer.Write(MemoryMarshal.Read<ulong>(scalar.Bytes)); break;
            case 'i' when scalar.Type.Size == 8: writer.Write(MemoryMarshal.Read<long>(scalar.Bytes)); break;
            default: writer.Write((long)scalar.At(0)); break;
        }
        writer.Write("dtype"u8);
        writer.Write(scalar.Type.Name);
    }
}
