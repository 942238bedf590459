namespace Forewarn.Onnx;

/// <summary>A declared graph input or output.</summary>
public sealed record ValueInfo(string Name, OnnxType Type, IReadOnlyList<Axis> Shape)
{
    /// <summary>Sizes with -1 for free axes, as model manifests write them.</summary>
    public IReadOnlyList<long> Sizes => [.. Shape.Select(a => a.Size)];

    /// <summary>Element type as model manifests write it, for example <c>float</c>.</summary>
    public string TypeName => Type.Name();
}
