using System.Runtime.InteropServices;

namespace Forewarn.Onnx;

/// <summary>Reads what <see cref="GraphBuilder"/> stored: the float constants of a graph by name.</summary>
public static class GraphWeights
{
    /// <summary>Every float initializer of the outermost graph; those of other types are left out.</summary>
    /// <exception cref="InvalidDataException">
    /// The bytes are not a whole ONNX model, or a float initializer keeps its values elsewhere or not as many as its shape says.
    /// </exception>
    public static IReadOnlyDictionary<string, GraphWeight> Read(ReadOnlySpan<byte> model)
    {
        var weights = new Dictionary<string, GraphWeight>(StringComparer.Ordinal);
        bool found = false;
        var fields = new ProtoReader(model);
        while (fields.Next())
        {
            if (fields.Field != 7 || fields.Kind != 2) continue;
            found = true;
            var graph = new ProtoReader(fields.Bytes);
            while (graph.Next())
            {
                if (graph.Field != 5 || Weight(graph.Bytes) is not { } weight) continue;
                if (!weights.TryAdd(weight.Name, weight)) throw new InvalidDataException($"two initializers named '{weight.Name}'");
            }
        }
        return found ? weights : throw new InvalidDataException("no graph in the model");
    }

    private static GraphWeight? Weight(ReadOnlySpan<byte> tensor)
    {
        var (name, type, shape, values) = ("", 0L, new List<long>(), (float[]?)null);
        var fields = new ProtoReader(tensor);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1 when fields.Kind == 0: shape.Add(fields.Integer); break;
                case 2: type = fields.Integer; break;
                case 8: name = fields.Text; break;
                case 9 when fields.Bytes.Length % sizeof(float) == 0: values = MemoryMarshal.Cast<byte, float>(fields.Bytes).ToArray(); break;
            }
        }
        if (type != (int)OnnxType.Float) return null;
        long wanted = shape.Aggregate(1L, (a, b) => a * b);
        return values?.Length == wanted
            ? new(name, shape, values)
            : throw new InvalidDataException($"initializer '{name}' holds {values?.Length ?? 0} floats, its shape wants {wanted}");
    }
}
