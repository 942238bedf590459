using System.Numerics.Tensors;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Verifier;

/// <summary>A tensor that callers see in single precision, whether the graph keeps it in float or in float16.</summary>
internal sealed class FloatTensor(OnnxType type, params ReadOnlySpan<long> shape) : IDisposable
{
    private float[] _wide = [];

    public TensorBuffer Buffer { get; } = new(type, shape);

    private bool IsHalf => Buffer.Type == OnnxType.Float16;

    /// <summary>Room for the elements; <see cref="Store"/> hands them on.</summary>
    public Span<float> Values
    {
        get
        {
            if (!IsHalf) return Buffer.As<float>();
            if (_wide.Length < Buffer.Length) _wide = new float[Buffer.Length];
            return _wide.AsSpan(0, Buffer.Length);
        }
    }

    /// <summary>After writing <see cref="Values"/>, before the graph reads.</summary>
    public void Store()
    {
        if (IsHalf) TensorPrimitives.ConvertToHalf(Values, Buffer.As<Half>());
    }

    /// <summary>After the graph wrote.</summary>
    public ReadOnlySpan<float> Load()
    {
        if (IsHalf) TensorPrimitives.ConvertToSingle(Buffer.As<Half>(), Values);
        return Values;
    }

    public void Dispose() => Buffer.Dispose();
}
