namespace Forewarn.Core;

/// <summary>One ONNX graph of a package with its typed inputs and outputs; checked against the file at load.</summary>
/// <param name="Role">What the graph is for, for example <c>propose</c>, <c>observe</c>, <c>imagine</c>.</param>
/// <param name="File">File name inside the package folder.</param>
/// <param name="Sha256">SHA-256 (hex) of the file.</param>
public sealed record GraphManifest(
    string Role, string File, string Sha256, IReadOnlyList<TensorManifest> Inputs, IReadOnlyList<TensorManifest> Outputs);
