namespace Forewarn.Onnx;

/// <summary>
/// Serialises graphs as ONNX models: opset 21 and IR 10 unless told otherwise, with ONNX Runtime's own operators
/// (<c>com.microsoft</c>, version 1) imported. The bytes depend on the calls only, so equal graphs hash equally.
/// </summary>
public static class OnnxModel
{
    public const string Producer = "forewarn";

    /// <param name="metadata">Key-value pairs written into the model, in ordinal order of the keys.</param>
    /// <exception cref="ArgumentException">The graph has no outputs.</exception>
    public static byte[] ToBytes(
        GraphBuilder graph, IReadOnlyDictionary<string, string>? metadata = null, int opset = 21, int ir = 10) =>
        Model(graph, null, metadata, opset, ir).ToArray();

    /// <summary>
    /// Writes a model of any size: the graph to <paramref name="path"/>, its large initializers to the same name with <c>_data</c> behind it,
    /// as exports of large language models have them.
    /// </summary>
    /// <exception cref="ArgumentException">The graph has no outputs.</exception>
    public static void WriteWithData(GraphBuilder graph, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var data = File.Create(path + "_data");
        var model = Model(graph, new(data, Path.GetFileName(path) + "_data"), metadata, 21, 10);
        using var file = File.Create(path);
        file.Write(model.Written);
    }

    private static ProtoWriter Model(GraphBuilder graph, WeightFile? weights, IReadOnlyDictionary<string, string>? metadata, int opset, int ir)
    {
        if (graph.Outputs.Count == 0)
            throw new ArgumentException($"graph '{graph.Name}' has no outputs.", nameof(graph));
        var model = new ProtoWriter().Int(1, ir).Text(2, Producer).Message(7, GraphMessages.Graph(graph, weights));
        model.Message(8, new ProtoWriter().Text(1, "").Int(2, opset));
        model.Message(8, new ProtoWriter().Text(1, "com.microsoft").Int(2, 1));
        var pairs = metadata ?? new Dictionary<string, string>();
        foreach (var (key, value) in pairs.OrderBy(p => p.Key, StringComparer.Ordinal))
            model.Message(14, new ProtoWriter().Text(1, key).Text(2, value));
        return model;
    }
}
