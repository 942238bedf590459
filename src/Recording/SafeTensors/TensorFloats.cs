using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Forewarn.Core;

namespace Forewarn.Recording.SafeTensors;

/// <summary>Widens or narrows the format's floating-point types to float.</summary>
internal static class TensorFloats
{
    private const int Part = 1 << 16;

    public static void Read(SafeTensorsFile file, TensorEntry entry, Span<float> values)
    {
        if (entry.Dtype == TensorDtype.F32 && BitConverter.IsLittleEndian)
        {
            file.ReadPart(entry, 0, MemoryMarshal.AsBytes(values));
            return;
        }
        int size = entry.Dtype.Size();
        var buffer = new byte[Math.Min(Part, entry.ByteLength)];
        for (long done = 0; done < entry.ByteLength;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, entry.ByteLength - done));
            file.ReadPart(entry, done, part);
            Convert(entry, part, values.Slice((int)(done / size), part.Length / size));
            done += part.Length;
        }
    }

    private static void Convert(TensorEntry entry, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        int size = entry.Dtype.Size();
        for (int i = 0; i < values.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            values[i] = entry.Dtype switch
            {
                TensorDtype.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                // The upper half of a float.
                TensorDtype.BF16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
                TensorDtype.F32 => BinaryPrimitives.ReadSingleLittleEndian(element),
                TensorDtype.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
                _ => throw ForewarnException.Of($"tensor '{entry.Name}'", entry.Dtype.Name(), "F16, BF16, F32 or F64",
                    "Read its bytes instead."),
            };
        }
    }
}
