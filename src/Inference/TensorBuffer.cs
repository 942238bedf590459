using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Forewarn.Inference;

/// <summary>
/// Memory of one tensor, on the pinned heap, read and written in place by the runtime. Capacity only grows, so going
/// back and forth between sizes allocates no new memory.
/// </summary>
public sealed class TensorBuffer : IDisposable
{
    private byte[] _bytes = [];
    private long[] _shape = [];
    private OrtValue? _value;

    public TensorBuffer(OnnxType type, params ReadOnlySpan<long> shape)
    {
        Type = type;
        Reshape(shape);
    }

    public OnnxType Type { get; }

    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>Number of elements.</summary>
    public int Length { get; private set; }

    /// <summary>The elements as the graph keeps them; valid until the next <see cref="Reshape"/>.</summary>
    public Span<byte> Bytes => _bytes.AsSpan(0, Length * Type.Size());

    internal OrtValue Value => _value ?? throw new ObjectDisposedException(nameof(TensorBuffer));

    /// <summary>Changes with every new shape: tells bindings to bind again.</summary>
    internal int Version { get; private set; }

    /// <summary>The elements in row-major order; valid until the next <see cref="Reshape"/>.</summary>
    /// <exception cref="ForewarnException"><typeparamref name="T"/> is not the element type.</exception>
    public Span<T> As<T>() where T : unmanaged
    {
        if (!IsElement<T>(Type))
            throw ForewarnException.Of("tensor", $"elements of type {Type.Name()}", $"a read as {typeof(T).Name}",
                "Read it with the type the graph declares.");
        return MemoryMarshal.Cast<byte, T>(Bytes);
    }

    /// <summary>Gives the tensor another shape. The content is undefined afterwards if the size changed.</summary>
    public unsafe void Reshape(params ReadOnlySpan<long> shape)
    {
        if (_value != null && shape.SequenceEqual(_shape)) return;
        long count = 1;
        foreach (long size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            count = checked(count * size);
        }
        long bytes = checked(count * Type.Size());
        if (bytes > Array.MaxLength)
            throw ForewarnException.Of("tensor", $"[{string.Join(", ", shape.ToArray())}] = {bytes} bytes",
                $"at most {Array.MaxLength}", "Use smaller batches.");
        // One byte for empty tensors, so that there is always an address.
        int capacity = Math.Max(1, (int)bytes);
        if (_bytes.Length < capacity) _bytes = GC.AllocateArray<byte>(capacity, pinned: true);
        _value?.Dispose();
        _shape = shape.ToArray();
        Length = (int)count;
        var start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes));
        _value = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, (TensorElementType)Type, _shape, start, bytes);
        Version++;
    }

    public void Dispose()
    {
        _value?.Dispose();
        _value = null;
    }

    private static bool IsElement<T>(OnnxType type) => type switch
    {
        OnnxType.Float => typeof(T) == typeof(float),
        OnnxType.Double => typeof(T) == typeof(double),
        OnnxType.UInt8 => typeof(T) == typeof(byte),
        OnnxType.Int8 => typeof(T) == typeof(sbyte),
        OnnxType.Int32 => typeof(T) == typeof(int),
        OnnxType.Int64 => typeof(T) == typeof(long),
        OnnxType.Bool => typeof(T) == typeof(bool),
        OnnxType.Float16 => typeof(T) == typeof(Half),
        OnnxType.BFloat16 => typeof(T) == typeof(ushort),
        _ => false,
    };
}
