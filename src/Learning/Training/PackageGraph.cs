using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>One graph to be packaged: its role, file name, bytes, and typed inputs and outputs.</summary>
public sealed record PackageGraph(
    string Role, string File, byte[] Bytes,
        IReadOnlyList<TensorManifest> Inputs, IReadOnlyList<TensorManifest> Outputs);
