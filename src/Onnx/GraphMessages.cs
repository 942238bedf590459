namespace Forewarn.Onnx;

/// <summary>Field numbers of <c>GraphProto</c> and what hangs below it.</summary>
internal static class GraphMessages
{
    /// <param name="weights">Where large initializers go; null keeps all in the model.</param>
    public static ProtoWriter Graph(GraphBuilder graph, WeightFile? weights = null)
    {
        var used = new HashSet<string>();
        Collect(graph, used);
        var message = new ProtoWriter();
        foreach (var node in graph.Nodes) message.Message(1, Node(node));
        message.Text(2, graph.Name);
        foreach (var item in graph.Initializers)
        {
            // An initializer nothing reads only costs memory, and the runtime warns about it.
            if (used.Contains(item.Name)) message.Message(5, Tensor(item, weights));
        }
        foreach (var input in graph.Inputs) message.Message(11, Value(input));
        foreach (var output in graph.Outputs) message.Message(12, Value(output));
        return message;
    }

    private static void Collect(GraphBuilder graph, HashSet<string> used)
    {
        foreach (var node in graph.Nodes)
        {
            used.UnionWith(node.Inputs);
            foreach (var attribute in node.Attributes) if (attribute.Value is GraphBuilder body) Collect(body, used);
        }
    }

    private static ProtoWriter Node(GraphNode node)
    {
        var message = new ProtoWriter();
        foreach (var input in node.Inputs) message.Text(1, input);
        foreach (var output in node.Outputs) message.Text(2, output);
        message.Text(3, node.Name).Text(4, node.Op);
        foreach (var attribute in node.Attributes) message.Message(5, Attribute(attribute));
        if (node.Domain.Length > 0) message.Text(7, node.Domain);
        return message;
    }

    private static ProtoWriter Attribute(OnnxAttribute attribute)
    {
        const int type = 20;
        var message = new ProtoWriter().Text(1, attribute.Name);
        switch (attribute.Value)
        {
            case float value: return message.Float(2, value).Int(type, 1);
            case long value: return message.Int(3, value).Int(type, 2);
            case string value: return message.Text(4, value).Int(type, 3);
            case GraphBuilder value: return message.Message(6, Graph(value)).Int(type, 5);
            case float[] values:
                foreach (float value in values) message.Float(7, value);
                return message.Int(type, 6);
            case long[] values:
                foreach (long value in values) message.Int(8, value);
                return message.Int(type, 7);
            case string[] values:
                foreach (string value in values) message.Text(9, value);
                return message.Int(type, 8);
            default:
                throw new ArgumentException($"attribute '{attribute.Name}' has no value.", nameof(attribute));
        }
    }

    private static ProtoWriter Tensor(GraphInitializer item, WeightFile? weights)
    {
        const int external = 1;
        var message = new ProtoWriter();
        foreach (long size in item.Shape) message.Int(1, size);
        message.Int(2, (int)item.Type).Text(8, item.Name);
        var bytes = item.Bytes();
        if (weights is null || bytes.Length < WeightFile.Threshold) return message.Bytes(9, bytes);
        foreach (var (key, value) in weights.Add(bytes)) message.Message(13, new ProtoWriter().Text(1, key).Text(2, value));
        return message.Int(14, external);
    }

    private static ProtoWriter Value(ValueInfo value)
    {
        var shape = new ProtoWriter();
        foreach (var axis in value.Shape)
        {
            var dim = new ProtoWriter();
            shape.Message(1, axis.Name is null ? dim.Int(1, axis.Size) : dim.Text(2, axis.Name));
        }
        var tensor = new ProtoWriter().Int(1, (int)value.Type).Message(2, shape);
        return new ProtoWriter().Text(1, value.Name).Message(2, new ProtoWriter().Message(1, tensor));
    }
}
