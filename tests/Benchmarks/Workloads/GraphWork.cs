using Forewarn.Onnx;

namespace Forewarn.Benchmarks.Workloads;

/// <summary>
/// Floating-point operations of a graph's weights, counted from the file: every matrix product with an initializer
/// <c>[k, n]</c> is <c>2 k n</c> a row, every convolution <c>2 weights</c> an output pixel. Attention scores, norms and
/// activations are left out: they are what is lost against the rate of a bare product.
/// </summary>
internal sealed class GraphWork
{
    private readonly Dictionary<string, long[]> _shapes = [];
    private readonly List<(string Op, List<string> Inputs, string Output, long Stride, bool InBody)> _nodes = [];

    public GraphWork(string file)
    {
        var model = new ProtoReader(CompactWeights.Restore(File.ReadAllBytes(file)));
        while (model.Next()) if (model.Field == 7) ReadGraph(model.Bytes, false);
    }

    /// <param name="rows">Rows that a product with this weight has.</param>
    /// <param name="side">Side of the pictures that enter.</param>
    public double Count(Func<string, bool, double> rows, int side = 0)
    {
        double sum = 0;
        var sides = new Dictionary<string, int>();
        foreach (var (op, inputs, output, stride, inBody) in _nodes)
        {
            int from = inputs.Select(i => sides.GetValueOrDefault(i, 0)).FirstOrDefault(s => s > 0);
            if (op == "Conv")
            {
                int to = (int)(((from > 0 ? from : side) + stride - 1) / stride);
                sum += 2.0 * Size(inputs[1]) * to * to;
                sides[output] = to;
                continue;
            }
            if (from > 0) sides[output] = from;
            string? weight = op is "MatMul" or "Gemm" ? inputs.Find(i => _shapes.TryGetValue(i, out var s) && s.Length >= 2) : null;
            if (weight is not null) sum += 2.0 * Size(weight) * rows(weight, inBody);
        }
        return sum;
    }

    private long Size(string initializer) => _shapes[initializer].Aggregate(1L, (a, b) => a * b);

    private void ReadGraph(ReadOnlySpan<byte> bytes, bool inBody)
    {
        var graph = new ProtoReader(bytes);
        while (graph.Next())
        {
            if (graph.Field == 5) ReadInitializer(graph.Bytes);
            if (graph.Field == 1) ReadNode(graph.Bytes, inBody);
        }
    }

    private void ReadInitializer(ReadOnlySpan<byte> bytes)
    {
        var (name, dims) = ("", new List<long>());
        var tensor = new ProtoReader(bytes);
        while (tensor.Next())
        {
            if (tensor.Field == 8) name = tensor.Text;
            if (tensor.Field != 1) continue;
            if (tensor.Kind == 0) dims.Add(tensor.Integer);
            else AddPacked(tensor.Bytes, dims);
        }
        _shapes[name] = [.. dims];
    }

    private void ReadNode(ReadOnlySpan<byte> bytes, bool inBody)
    {
        var (op, output, inputs, stride) = ("", "", new List<string>(), 1L);
        var node = new ProtoReader(bytes);
        while (node.Next())
        {
            if (node.Field == 1) inputs.Add(node.Text);
            if (node.Field == 2 && output.Length == 0) output = node.Text;
            if (node.Field == 4) op = node.Text;
            if (node.Field != 5) continue;
            var (name, first) = ("", 1L);
            var attribute = new ProtoReader(node.Bytes);
            while (attribute.Next())
            {
                if (attribute.Field == 1) name = attribute.Text;
                if (attribute.Field == 6) ReadGraph(attribute.Bytes, true);
                if (attribute.Field != 8) continue;
                var all = new List<long>();
                if (attribute.Kind == 0) all.Add(attribute.Integer);
                else AddPacked(attribute.Bytes, all);
                first = all.Count > 0 ? all[0] : 1;
            }
            if (name == "strides") stride = first;
        }
        _nodes.Add((op, inputs, output, stride, inBody));
    }

    private static void AddPacked(ReadOnlySpan<byte> bytes, List<long> into)
    {
        for (int at = 0; at < bytes.Length;)
        {
            long value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte b = bytes[at++];
                value |= (long)(b & 0x7F) << shift;
                if (b < 0x80) break;
            }
            into.Add(value);
        }
    }
}
