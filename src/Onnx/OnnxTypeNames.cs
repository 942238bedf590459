namespace Forewarn.Onnx;

/// <summary>Element types by the names that model manifests use, and their sizes.</summary>
public static class OnnxTypeNames
{
    /// <summary>Lower-case name, for example <c>float</c>, <c>uint8</c>, <c>int64</c>.</summary>
    public static string Name(this OnnxType type) => type.ToString().ToLowerInvariant();

    /// <summary>Bytes per element.</summary>
    public static int Size(this OnnxType type) => type switch
    {
        OnnxType.UInt8 or OnnxType.Int8 or OnnxType.Bool => 1,
        OnnxType.Float16 or OnnxType.BFloat16 => 2,
        OnnxType.Float or OnnxType.Int32 => 4,
        OnnxType.Int64 or OnnxType.Double => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown element type"),
    };
}
