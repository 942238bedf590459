using System.Runtime.InteropServices;

namespace Forewarn.Onnx;

/// <summary>
/// Rewrites a serialised model so that its matrix products with constant weights run in eight-bit integers: weights
/// rounded once with one scale per column, activations rounded in every run with one scale per tensor. The runtime does
/// both and the product in one operator, <c>DynamicQuantizeMatMul</c>; everything else stays in floats and byte for byte.
/// </summary>
public static class Int8Weights
{
    /// <summary>
    /// Seven bits of the eight: processors without a wide dot product add two products of a byte by a weight in sixteen bits,
    /// which weights up to 127 can overflow without a word. So the numbers are the same on all of them.
    /// </summary>
    private const int Largest = 63;

    /// <summary>The model with its products quantized.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a whole ONNX model, or nothing in it can be quantized.</exception>
    public static byte[] Quantize(ReadOnlySpan<byte> model)
    {
        int products = 0;
        byte[] written = GraphRewrite.Apply(model, graph => Graph(graph, ref products));
        return products > 0 ? written : throw new InvalidDataException("no product with constant float weights in the model");
    }

    /// <summary>One scale per column, ties to even: <c>w ≈ q · scale</c> with <c>|q| ≤ 63</c>.</summary>
    /// <param name="weights"><c>[rows, columns]</c>.</param>
    internal static (sbyte[] Values, float[] Scales) Round(ReadOnlySpan<float> weights, int columns)
    {
        var scales = new float[columns];
        for (int i = 0; i < weights.Length; i++) scales[i % columns] = Math.Max(scales[i % columns], Math.Abs(weights[i]));
        // A column of zeros has no scale of its own; any but zero gives zeros again.
        for (int c = 0; c < columns; c++) scales[c] = scales[c] > 0 ? scales[c] / Largest : 1;
        var values = new sbyte[weights.Length];
        for (int i = 0; i < values.Length; i++) values[i] = (sbyte)MathF.Round(weights[i] / scales[i % columns]);
        return (values, scales);
    }

    private static ProtoWriter Graph(ReadOnlySpan<byte> graph, ref int products)
    {
        var weights = new Dictionary<string, Matrix>();
        var fields = new ProtoReader(graph);
        while (fields.Next()) if (fields.Field == 5 && Matrix.Read(fields.Bytes) is { } found) weights.Add(found.Name, found);

        var written = new ProtoWriter();
        var quantized = new HashSet<string>();
        fields = new ProtoReader(graph);
        while (fields.Next())
        {
            if (fields.Field != 1)
            {
                if (fields.Field != 5) fields.CopyTo(written);
                continue;
            }
            var node = SerializedNode.Read(fields.Bytes);
            if (node is { Op: "MatMul", Domain: "" } && weights.TryGetValue(node.Inputs[1], out var matrix))
            {
                written.Message(1, Product(node, matrix.Name));
                quantized.Add(matrix.Name);
                products++;
                continue;
            }
            // The weights that were quantized are left out below; nothing else may still read them.
            if (node.Bodies.Count > 0) throw new InvalidDataException($"'{node.Name}' holds a graph, whose weights are not looked at");
            foreach (string input in node.Inputs) weights.Remove(input);
            fields.CopyTo(written);
        }
        if (!quantized.IsSubsetOf(weights.Keys)) throw new InvalidDataException("weights of a product are read by another operator too");
        foreach (string name in quantized) Store(weights[name], written);
        fields = new ProtoReader(graph);
        while (fields.Next())
            if (fields.Field == 5 && !(Matrix.Read(fields.Bytes) is { } float32 && quantized.Contains(float32.Name))) fields.CopyTo(written);
        return written;
    }

    private static ProtoWriter Product(SerializedNode node, string weights) => new ProtoWriter()
        .Text(1, node.Inputs[0]).Text(1, Values(weights)).Text(1, Scales(weights)).Text(2, node.Output)
        .Text(3, node.Name).Text(4, "DynamicQuantizeMatMul").Text(7, "com.microsoft");

    private static void Store(Matrix matrix, ProtoWriter graph)
    {
        var (values, scales) = Round(matrix.Values, matrix.Columns);
        graph.Message(5, new ProtoWriter().Int(1, values.Length / matrix.Columns).Int(1, matrix.Columns)
            .Int(2, (int)OnnxType.Int8).Text(8, Values(matrix.Name)).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan())));
        graph.Message(5, new ProtoWriter().Int(1, matrix.Columns)
            .Int(2, (int)OnnxType.Float).Text(8, Scales(matrix.Name)).Bytes(9, MemoryMarshal.AsBytes(scales.AsSpan())));
    }

    private static string Values(string weights) => weights + ".int8";

    private static string Scales(string weights) => weights + ".scale";

    /// <summary>A constant <c>[rows, columns]</c> of floats.</summary>
    private sealed record Matrix(string Name, int Columns, float[] Values)
    {
        public static Matrix? Read(ReadOnlySpan<byte> tensor)
        {
            var (name, type, dims, values) = ("", 0L, new List<long>(), Array.Empty<float>());
            var fields = new ProtoReader(tensor);
            while (fields.Next())
            {
                switch (fields.Field)
                {
                    case 1 when fields.Kind == 0: dims.Add(fields.Integer); break;
                    case 2: type = fields.Integer; break;
                    case 8: name = fields.Text; break;
                    case 9: values = type == (int)OnnxType.Float ? MemoryMarshal.Cast<byte, float>(fields.Bytes).ToArray() : []; break;
                }
            }
            return dims.Count == 2 && values.Length > 0 && values.Length == dims[0] * dims[1] ? new(name, (int)dims[1], values) : null;
        }
    }
}
