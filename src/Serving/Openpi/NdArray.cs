using System.Runtime.InteropServices;
using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>A NumPy array or scalar as it travels: element type, shape, and little-endian bytes in C order.</summary>
public sealed class NdArray
{
    private readonly int[] _shape;
    private readonly byte[] _data;

    /// <param name="shape">Empty for an array without axes and for a scalar.</param>
    /// <param name="data">Taken over, not copied.</param>
    /// <param name="isScalar">A NumPy scalar (<c>numpy.float32(1)</c>) instead of an array without axes.</param>
    /// <exception cref="ForewarnException">The bytes are not as many as the shape says.</exception>
    public NdArray(NdType type, int[] shape, byte[] data, bool isScalar = false)
    {
        if (isScalar && shape.Length > 0) throw new ArgumentException("a scalar has no axes", nameof(shape));
        if (SizeOf(type, shape) != data.Length)
            throw ForewarnException.Of("array", $"{data.Length} bytes", $"those of {Describe(type, shape)}",
                "Send the whole array, contiguous in C order.");
        (Type, _shape, _data, IsScalar) = (type, shape, data, isScalar);
    }

    public NdType Type { get; }

    public IReadOnlyList<int> Shape => _shape;

    public int Rank => _shape.Length;

    public bool IsScalar { get; }

    /// <summary>Number of elements.</summary>
    public int Count => _data.Length / Type.Size;

    /// <summary>Elements in C order, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => _data;

    /// <summary>Copies numbers into an array of the given shape.</summary>
    /// <exception cref="ForewarnException">Not as many as the shape says.</exception>
    public static NdArray Of<T>(ReadOnlySpan<T> values, params int[] shape) where T : unmanaged =>
        new(NdType.Of<T>(), shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The elements as they are.</summary>
    /// <exception cref="ForewarnException">They are of another type.</exception>
    public ReadOnlySpan<T> As<T>() where T : unmanaged => NdType.Of<T>() == Type
        ? MemoryMarshal.Cast<byte, T>(_data)
        : throw ForewarnException.Of("array", $"{this}", $"elements {NdType.Of<T>()}", "Convert before sending.");

    /// <summary>The elements in C order, converted; booleans are 0 and 1.</summary>
    public float[] ToFloats()
    {
        if (Type == NdType.Float32) return As<float>().ToArray();
        var values = new float[Count];
        for (int i = 0; i < values.Length; i++) values[i] = (float)At(i);
        return values;
    }

    /// <summary>Element <paramref name="index"/> in C order; 64-bit integers beyond 2^53 are rounded.</summary>
    public double At(int index)
    {
        ReadOnlySpan<byte> bytes = _data.AsSpan(index * Type.Size, Type.Size);
        return (Type.Kind, Type.Size) switch
        {
            ('b', _) => bytes[0] == 0 ? 0 : 1,
            ('u', 1) => bytes[0],
            ('i', 1) => (sbyte)bytes[0],
            ('u', 2) => MemoryMarshal.Read<ushort>(bytes),
            ('i', 2) => MemoryMarshal.Read<short>(bytes),
            ('u', 4) => MemoryMarshal.Read<uint>(bytes),
            ('i', 4) => MemoryMarshal.Read<int>(bytes),
            ('u', 8) => MemoryMarshal.Read<ulong>(bytes),
            ('i', 8) => MemoryMarshal.Read<long>(bytes),
            ('f', 2) => (double)MemoryMarshal.Read<Half>(bytes),
            ('f', 4) => MemoryMarshal.Read<float>(bytes),
            _ => MemoryMarshal.Read<double>(bytes),
        };
    }

    public override string ToString() => Describe(Type, _shape);

    /// <summary>Bytes of such an array; -1 when they are more than an array can have.</summary>
    internal static long SizeOf(NdType type, ReadOnlySpan<int> shape)
    {
        long size = type.Size;
        foreach (int axis in shape)
        {
            if (axis < 0) return -1;
            if (axis == 0) return 0;
        }
        foreach (int axis in shape)
        {
            size *= axis;
            if (size > Array.MaxLength) return -1;
        }
        return size;
    }

    private static string Describe(NdType type, int[] shape) => $"{type} [{string.Join(", ", shape)}]";
}
