using Forewarn.Onnx;

namespace Forewarn.Learning.Nets;

/// <summary>Networks as nodes of an ONNX graph.</summary>
internal static class NetworkGraph
{
    /// <param name="name">Prefix of the stored weights, followed by the layer's number.</param>
    /// <param name="x">Inputs, <c>[N, I]</c>.</param>
    /// <returns>Outputs, <c>[N, O]</c>.</returns>
    public static string Network(this GraphBuilder graph, string name, Mlp net, string x)
    {
        for (int l = 0; l < net.Shape.Layers; l++)
        {
            int wide = net.Shape.InputsOf(l), narrow = net.Shape.OutputsOf(l);
            string weights = graph.Initializer($"{name}{l}.weight", net.Weights(l).ToArray(), wide, narrow);
            x = graph.Add(graph.MatMul(x, weights), graph.Initializer($"{name}{l}.bias", net.Bias(l).ToArray(), narrow));
            x = net.Shape.ActivationOf(l) switch
            {
                Activation.Relu => graph.Relu(x),
                Activation.LeakyRelu => graph.Op("LeakyRelu", [x], ("alpha", Nonlinearity.LeakySlope)),
                Activation.Tanh => graph.Tanh(x),
                Activation.Sigmoid => graph.Sigmoid(x),
                _ => x,
            };
        }
        return x;
    }
}
