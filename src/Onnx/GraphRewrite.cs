namespace Forewarn.Onnx;

/// <summary>A serialized model with another graph in it; versions, imported operators and metadata stay.</summary>
internal static class GraphRewrite
{
    private const int GraphField = 7;

    /// <summary>From the fields of a graph to those of its successor.</summary>
    public delegate ProtoWriter Pass(ReadOnlySpan<byte> graph);

    /// <exception cref="InvalidDataException">The bytes are no whole ONNX model.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> model, Pass pass)
    {
        var written = new ProtoWriter();
        bool found = false;
        var fields = new ProtoReader(model);
        while (fields.Next())
        {
            if (fields.Field == GraphField && fields.Kind == 2)
            {
                written.Message(GraphField, pass(fields.Bytes));
                found = true;
            }
            else
            {
                fields.CopyTo(written);
            }
        }
        return found ? written.ToArray() : throw new InvalidDataException("no graph in the model");
    }
}
