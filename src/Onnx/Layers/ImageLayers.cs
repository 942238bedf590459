namespace Forewarn.Onnx;

/// <summary>Between camera bytes and network numbers.</summary>
public static class ImageLayers
{
    /// <summary>uint8 <c>[M, H, W, 3]</c> to float <c>[M, 3, H, W]</c>: <c>scale * byte + offset</c>.</summary>
    public static string FromImage(this GraphBuilder graph, string image, float scale = 1f / 255f, float offset = 0f)
    {
        // Transposed as bytes: a quarter of the traffic.
        var x = graph.Mul(graph.Cast(graph.Transpose(image, 0, 3, 1, 2), OnnxType.Float), scale);
        return offset == 0f ? x : graph.Add(x, offset);
    }

    /// <summary>
    /// float <c>[M, 3, H, W]</c> to uint8 <c>[M, H, W, 3]</c>: <c>(x - offset) / scale</c>, rounded and limited to
    /// 0..255, the inverse of <see cref="FromImage"/>.
    /// </summary>
    public static string ToImage(this GraphBuilder graph, string x, float scale = 1f / 255f, float offset = 0f)
    {
        var value = graph.Mul(offset == 0f ? x : graph.Sub(x, offset), 1f / scale);
        var limited = graph.Clip(graph.Op("Round", [value]), 0f, 255f);
        return graph.Transpose(graph.Cast(limited, OnnxType.UInt8), 0, 2, 3, 1);
    }
}
