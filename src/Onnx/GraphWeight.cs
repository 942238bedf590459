using System.Runtime.InteropServices;

namespace Forewarn.Onnx;

/// <summary>A constant as it is stored in a serialized model.</summary>
/// <param name="Bytes">Its elements, row-major and little-endian.</param>
public sealed record GraphWeight(string Name, OnnxType Type, IReadOnlyList<long> Shape, byte[] Bytes)
{
    /// <summary>Number of elements.</summary>
    public long Count => Bytes.Length / Type.Size();

    /// <summary>A copy of the elements, row-major.</summary>
    /// <exception cref="InvalidDataException">The elements are not 32-bit floats.</exception>
    public float[] Floats() => Type == OnnxType.Float
        ? MemoryMarshal.Cast<byte, float>(Bytes).ToArray()
        : throw new InvalidDataException($"'{Name}' holds {Type.Name()} elements, wanted float");
}
