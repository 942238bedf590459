namespace Forewarn.Onnx;

/// <summary>Moves values about without changing them.</summary>
public static class TensorShaping
{
    /// <param name="shape">Sizes; 0 keeps the size of that axis, one -1 is worked out.</param>
    public static string Reshape(this GraphBuilder graph, string x, params long[] shape) =>
        graph.Op("Reshape", [x, graph.Integers(shape)]);

    public static string Transpose(this GraphBuilder graph, string x, params long[] order) =>
        graph.Op("Transpose", [x], ("perm", order));

    public static string Concat(this GraphBuilder graph, int axis, params ReadOnlySpan<string> values) =>
        graph.Op("Concat", values, ("axis", axis));

    /// <summary>Cuts one axis into <paramref name="parts"/> equal parts.</summary>
    public static string[] Split(this GraphBuilder graph, string x, int axis, int parts) =>
        graph.Ops("Split", [x], parts, ("axis", axis), ("num_outputs", parts));

    /// <summary>Cuts one axis into parts of the given sizes.</summary>
    public static string[] Split(this GraphBuilder graph, string x, int axis, params long[] sizes) =>
        graph.Ops("Split", [x, graph.Integers(sizes)], sizes.Length, ("axis", axis));

    /// <summary>Elements <c>[start, end)</c> of one axis; negative positions count from the end.</summary>
    public static string Slice(this GraphBuilder graph, string x, int axis, long start, long end = long.MaxValue) =>
        graph.Op("Slice", [x, graph.Integers(start), graph.Integers(end), graph.Integers(axis)]);

    /// <summary>One position of an axis, which disappears.</summary>
    public static string At(this GraphBuilder graph, string x, int axis, long position) =>
        graph.Op("Gather", [x, graph.Integer(position)], ("axis", axis));

    /// <summary>Rows of a table <c>[V, D]</c> by int64 indices <c>[...]</c>, giving <c>[..., D]</c>.</summary>
    public static string Embedding(this GraphBuilder graph, string name, string indices, float[] table, int width)
    {
        var rows = graph.Initializer(name + ".weight", table, table.Length / width, width);
        return graph.Op("Gather", [rows, indices], ("axis", 0));
    }

    public static string Squeeze(this GraphBuilder graph, string x, params long[] axes) =>
        graph.Op("Squeeze", [x, graph.Integers(axes)]);

    public static string Unsqueeze(this GraphBuilder graph, string x, params long[] axes) =>
        graph.Op("Unsqueeze", [x, graph.Integers(axes)]);

    /// <summary>Broadcasts to a shape given as a value (int64 vector).</summary>
    public static string Expand(this GraphBuilder graph, string x, string shape) => graph.Op("Expand", [x, shape]);

    /// <summary>Shape as an int64 vector, whole or from one axis to another.</summary>
    public static string ShapeOf(this GraphBuilder graph, string x, int start = 0, int? end = null) =>
        end is int stop
            ? graph.Op("Shape", [x], ("start", start), ("end", stop))
            : graph.Op("Shape", [x], ("start", start));

    public static string Cast(this GraphBuilder graph, string x, OnnxType type) =>
        graph.Op("Cast", [x], ("to", (long)type));
}
