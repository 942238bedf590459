using System.Runtime.InteropServices;

namespace Forewarn.Onnx;

/// <summary>
/// The constants of a serialized model: read back, so that a package is enough to go on training from, and written anew under
/// the same graph. Constants inside the bodies of control-flow operators are not among them; <see cref="GraphBuilder"/> writes
/// none there.
/// </summary>
public static class GraphWeights
{
    private const int GraphField = 7, ConstantField = 5;

    /// <summary>Every constant of the graph by its name.</summary>
    /// <exception cref="InvalidDataException">The bytes are no whole ONNX model, or a constant is not stored as raw bytes.</exception>
    public static IReadOnlyDictionary<string, GraphWeight> Read(ReadOnlySpan<byte> model)
    {
        var weights = new Dictionary<string, GraphWeight>(StringComparer.Ordinal);
        bool found = false;
        var fields = new ProtoReader(model);
        while (fields.Next())
        {
            if (fields.Field != GraphField || fields.Kind != 2) continue;
            found = true;
            var graph = new ProtoReader(fields.Bytes);
            while (graph.Next())
            {
                if (graph.Field != ConstantField) continue;
                var weight = Constant(graph.Bytes);
                if (!weights.TryAdd(weight.Name, weight)) throw new InvalidDataException($"two constants are called '{weight.Name}'");
            }
        }
        return found ? weights : throw new InvalidDataException("no graph in the model");
    }

    /// <summary>The model with other values in some of its float constants; all else stays byte for byte.</summary>
    /// <param name="values">New elements by name, row-major, as many as the constant has.</param>
    /// <exception cref="InvalidDataException">A name or a length is not the model's.</exception>
    public static byte[] Replace(ReadOnlySpan<byte> model, IReadOnlyDictionary<string, float[]> values)
    {
        var left = new HashSet<string>(values.Keys, StringComparer.Ordinal);
        byte[] written = GraphRewrite.Apply(model, graph => Graph(graph, values, left));
        return left.Count == 0 ? written : throw new InvalidDataException($"the model has no constant '{left.First()}'");
    }

    private static ProtoWriter Graph(ReadOnlySpan<byte> graph, IReadOnlyDictionary<string, float[]> values, HashSet<string> left)
    {
        var written = new ProtoWriter();
        var fields = new ProtoReader(graph);
        while (fields.Next())
        {
            if (fields.Field == ConstantField && values.TryGetValue(Constant(fields.Bytes).Name, out var found))
            {
                var weight = Constant(fields.Bytes);
                if (weight.Type != OnnxType.Float || weight.Count != found.Length)
                    throw new InvalidDataException(
                        $"'{weight.Name}' holds {weight.Count} {weight.Type.Name()} elements, the new values are {found.Length} floats");
                written.Message(ConstantField, Stored(weight.Name, weight.Type, weight.Shape, MemoryMarshal.AsBytes(found.AsSpan())));
                left.Remove(weight.Name);
            }
            else
            {
                fields.CopyTo(written);
            }
        }
        return written;
    }

    internal static ProtoWriter Stored(string name, OnnxType type, IReadOnlyList<long> shape, ReadOnlySpan<byte> bytes)
    {
        var message = new ProtoWriter();
        foreach (long size in shape) message.Int(1, size);
        return message.Int(2, (int)type).Text(8, name).Bytes(9, bytes);
    }

    /// <summary>Fields of <c>TensorProto</c>: 1 sizes, 2 element type, 8 name, 9 elements as raw bytes.</summary>
    internal static GraphWeight Constant(ReadOnlySpan<byte> tensor)
    {
        var (name, type, shape, bytes) = ("", OnnxType.Float, new List<long>(), Array.Empty<byte>());
        var fields = new ProtoReader(tensor);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1 when fields.Kind == 0: shape.Add(fields.Integer); break;
                case 1: Packed(fields.Bytes, shape); break;
                case 2: type = (OnnxType)fields.Integer; break;
                case 8: name = fields.Text; break;
                case 9: bytes = fields.Bytes.ToArray(); break;
            }
        }
        long wanted = shape.Aggregate((long)type.Size(), (a, b) => a * b);
        return bytes.Length == wanted
            ? new(name, type, shape, bytes)
            : throw new InvalidDataException($"constant '{name}' holds {bytes.Length} raw bytes, wanted {wanted}");
    }

    // Other writers pack repeated integers into one field.
    private static void Packed(ReadOnlySpan<byte> sizes, List<long> shape)
    {
        for (int at = 0; at < sizes.Length;)
        {
            long value = 0;
            for (int shift = 0; at < sizes.Length; shift += 7)
            {
                byte b = sizes[at++];
                value |= (long)(b & 0x7F) << shift;
                if (b < 0x80) break;
            }
            shape.Add(value);
        }
    }
}
