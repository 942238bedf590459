namespace Forewarn.Core;

/// <summary>One graph input or output.</summary>
/// <param name="Type">ONNX element type in lower case: <c>float</c>, <c>uint8</c>, <c>int32</c>, <c>int64</c>.</param>
/// <param name="Shape">Sizes; -1 is a free axis.</param>
public sealed record TensorManifest(string Name, string Type, IReadOnlyList<long> Shape);
