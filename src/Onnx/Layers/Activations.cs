namespace Forewarn.Onnx;

/// <summary>Activation functions.</summary>
public static class Activations
{
    /// <summary><c>x * sigmoid(x)</c>; the runtime fuses the pair into one kernel.</summary>
    public static string Silu(this GraphBuilder graph, string x) => graph.Mul(x, graph.Sigmoid(x));

    /// <param name="tanh">The tanh approximation instead of the exact error function.</param>
    public static string Gelu(this GraphBuilder graph, string x, bool tanh = false) =>
        graph.Op("Gelu", [x], ("approximate", tanh ? "tanh" : "none"));

    public static string Relu(this GraphBuilder graph, string x) => graph.Op("Relu", [x]);

    public static string Elu(this GraphBuilder graph, string x) => graph.Op("Elu", [x]);

    public static string Tanh(this GraphBuilder graph, string x) => graph.Op("Tanh", [x]);

    public static string Sigmoid(this GraphBuilder graph, string x) => graph.Op("Sigmoid", [x]);

    public static string Softplus(this GraphBuilder graph, string x) => graph.Op("Softplus", [x]);

    public static string Softmax(this GraphBuilder graph, string x, int axis = -1) =>
        graph.Op("Softmax", [x], ("axis", axis));

    public static string LogSoftmax(this GraphBuilder graph, string x, int axis = -1) =>
        graph.Op("LogSoftmax", [x], ("axis", axis));
}
