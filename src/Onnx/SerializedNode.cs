namespace Forewarn.Onnx;

/// <summary>What a rewriting pass needs to know of a node in a serialized graph.</summary>
/// <param name="Output">Its first result.</param>
/// <param name="Bodies">Graphs that the node holds: branches, the inside of a loop.</param>
internal sealed record SerializedNode(string Name, string Op, string Domain, List<string> Inputs, string Output, List<byte[]> Bodies)
{
    public static SerializedNode Read(ReadOnlySpan<byte> message)
    {
        var (name, op, domain, inputs, output, bodies) = ("", "", "", new List<string>(), "", new List<byte[]>());
        var fields = new ProtoReader(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: inputs.Add(fields.Text); break;
                case 2: if (output.Length == 0) output = fields.Text; break;
                case 3: name = fields.Text; break;
                case 4: op = fields.Text; break;
                case 5: AddBodies(fields.Bytes, bodies); break;
                case 7: domain = fields.Text; break;
            }
        }
        return new(name, op, domain, inputs, output, bodies);
    }

    /// <summary>The nodes of a graph, those of the bodies inside it too.</summary>
    public static IEnumerable<SerializedNode> All(ReadOnlySpan<byte> graph)
    {
        var nodes = new List<SerializedNode>();
        var fields = new ProtoReader(graph);
        while (fields.Next())
        {
            if (fields.Field != 1) continue;
            nodes.Add(Read(fields.Bytes));
            foreach (byte[] body in nodes[^1].Bodies) nodes.AddRange(All(body));
        }
        return nodes;
    }

    private static void AddBodies(ReadOnlySpan<byte> attribute, List<byte[]> bodies)
    {
        var fields = new ProtoReader(attribute);
        while (fields.Next()) if (fields.Field is 6 or 11 && fields.Kind == 2) bodies.Add(fields.Bytes.ToArray());
    }
}
