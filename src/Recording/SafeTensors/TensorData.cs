namespace Forewarn.Recording.SafeTensors;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">Unique in its file.</param>
/// <param name="Dtype">Type of an element.</param>
/// <param name="Shape">Empty for a scalar.</param>
/// <param name="Bytes">Elements in row-major order, little endian.</param>
public sealed record TensorData(string Name, TensorDtype Dtype, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes);
