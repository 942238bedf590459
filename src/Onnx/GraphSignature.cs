namespace Forewarn.Onnx;

/// <summary>The declared inputs and outputs of a graph, in order.</summary>
public sealed record GraphSignature(IReadOnlyList<ValueInfo> Inputs, IReadOnlyList<ValueInfo> Outputs)
{
    /// <summary>Reads the signature out of a serialised model without running or even building it.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a whole ONNX model.</exception>
    public static GraphSignature Read(ReadOnlySpan<byte> model)
    {
        var inputs = new List<ValueInfo>();
        var outputs = new List<ValueInfo>();
        bool found = false;
        var reader = new ProtoReader(model);
        while (reader.Next())
        {
            if (reader.Field != 7 || reader.Kind != 2) continue;
            found = true;
            var graph = new ProtoReader(reader.Bytes);
            while (graph.Next())
            {
                if (graph.Field == 11) inputs.Add(Value(graph.Bytes));
                if (graph.Field == 12) outputs.Add(Value(graph.Bytes));
            }
        }
        return found ? new(inputs, outputs) : throw new InvalidDataException("no graph in the model");
    }

    private static ValueInfo Value(ReadOnlySpan<byte> bytes)
    {
        string name = "";
        OnnxType type = default;
        var shape = new List<Axis>();
        var value = new ProtoReader(bytes);
        while (value.Next())
        {
            if (value.Field == 1) name = value.Text;
            if (value.Field != 2) continue;
            var kind = new ProtoReader(value.Bytes);
            while (kind.Next())
            {
                if (kind.Field != 1) continue;
                var tensor = new ProtoReader(kind.Bytes);
                while (tensor.Next())
                {
                    if (tensor.Field == 1) type = (OnnxType)tensor.Integer;
                    if (tensor.Field == 2) ReadShape(tensor.Bytes, shape);
                }
            }
        }
        return new(name, type, shape);
    }

    private static void ReadShape(ReadOnlySpan<byte> bytes, List<Axis> shape)
    {
        var dims = new ProtoReader(bytes);
        while (dims.Next())
        {
            if (dims.Field != 1) continue;
            var axis = Axis.Free("?");
            var dim = new ProtoReader(dims.Bytes);
            while (dim.Next())
            {
                if (dim.Field == 1) axis = dim.Integer < 0 ? Axis.Free("?") : Axis.Fixed(dim.Integer);
                if (dim.Field == 2) axis = Axis.Free(dim.Text);
            }
            shape.Add(axis);
        }
    }
}
