using Forewarn.Benchmarks.Timing;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Benchmarks.Workloads;

/// <summary>What this machine's runtime makes of a bare fp32 matrix product on one thread.</summary>
internal static class GemmRate
{
    /// <returns>Billions of operations a second of processor time for <c>[rows, inner] x [inner, columns]</c>, best of rounds.</returns>
    public static double Measure(int rows, int inner, int columns)
    {
        var graph = new GraphBuilder("product");
        var weight = new float[inner * columns];
        for (int i = 0; i < weight.Length; i++) weight[i] = (i % 17 - 8) / 16f;
        var product = graph.MatMul(graph.Input("x", OnnxType.Float, rows, inner), graph.Initializer("w", weight, inner, columns));
        graph.Output("y", product, OnnxType.Float, rows, columns);
        using var session = new GraphSession(OnnxModel.ToBytes(graph), "product");
        using var binding = session.Bind();
        binding.Input<float>("x").Fill(0.5f);
        void Run() => binding.Run();
        int repeats = Cost.Repeats(Run, 30);
        double least = Enumerable.Range(0, 15).Min(_ => Cost.Of(Run, repeats).Cpu);
        return 2.0 * rows * inner * columns / least / 1e6;
    }
}
