namespace Forewarn.Onnx;

/// <summary>Element-wise arithmetic on values, broadcast as in NumPy.</summary>
public static class Arithmetic
{
    public static string Add(this GraphBuilder graph, string a, string b) => graph.Op("Add", [a, b]);

    public static string Add(this GraphBuilder graph, string a, float b) => graph.Op("Add", [a, graph.Scalar(b)]);

    public static string Sub(this GraphBuilder graph, string a, string b) => graph.Op("Sub", [a, b]);

    public static string Sub(this GraphBuilder graph, string a, float b) => graph.Op("Sub", [a, graph.Scalar(b)]);

    public static string Mul(this GraphBuilder graph, string a, string b) => graph.Op("Mul", [a, b]);

    public static string Mul(this GraphBuilder graph, string a, float b) => graph.Op("Mul", [a, graph.Scalar(b)]);

    public static string Div(this GraphBuilder graph, string a, string b) => graph.Op("Div", [a, b]);

    public static string Exp(this GraphBuilder graph, string x) => graph.Op("Exp", [x]);

    public static string Sqrt(this GraphBuilder graph, string x) => graph.Op("Sqrt", [x]);

    public static string MatMul(this GraphBuilder graph, string a, string b) => graph.Op("MatMul", [a, b]);

    /// <summary>Limits every element to <c>[low, high]</c>.</summary>
    public static string Clip(this GraphBuilder graph, string x, float low, float high) =>
        graph.Op("Clip", [x, graph.Scalar(low), graph.Scalar(high)]);

    /// <summary><c>(x - mean) / std</c> over the last axis; <paramref name="x"/> is <c>[..., C]</c>.</summary>
    public static string Standardize(this GraphBuilder graph, string name, string x, float[] mean, float[] std)
    {
        var inverse = graph.Derived(name + ".inverse_std", std, () => [.. std.Select(s => 1f / s)], std.Length);
        return graph.Mul(graph.Sub(x, graph.Initializer(name + ".mean", mean, mean.Length)), inverse);
    }

    /// <summary><c>x * std + mean</c> over the last axis: back to physical units.</summary>
    public static string Unstandardize(this GraphBuilder graph, string name, string x, float[] mean, float[] std)
    {
        var scaled = graph.Mul(x, graph.Initializer(name + ".std", std, std.Length));
        return graph.Add(scaled, graph.Initializer(name + ".mean", mean, mean.Length));
    }

    public static string ReduceMean(this GraphBuilder graph, string x, long axis, bool keep = false) =>
        graph.Op("ReduceMean", [x, graph.Integers(axis)], ("keepdims", keep));

    public static string ReduceSum(this GraphBuilder graph, string x, long axis, bool keep = false) =>
        graph.Op("ReduceSum", [x, graph.Integers(axis)], ("keepdims", keep));
}
