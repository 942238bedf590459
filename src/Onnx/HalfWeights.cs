using System.Runtime.InteropServices;

namespace Forewarn.Onnx;

/// <summary>
/// Stores the weights of a serialized model in half the bytes: large matrices that are multiplied by or looked up in become
/// float16 constants, each with one <c>Cast</c> back to float. The runtime casts once, when the session is made, so a run
/// computes in floats and takes as long as before. Small constants, norms, position tables and pictures stay as they are.
/// </summary>
public static class HalfWeights
{
    /// <summary>Elements from which a matrix is stored so: smaller ones weigh nothing, and plans and positions hang on some of them.</summary>
    public const int Least = 4096;

    private const string Suffix = ".half";

    private const int NodeField = 1, ConstantField = 5, InputField = 11;

    private static readonly HashSet<string> s_readers = ["MatMul", "Gemm", "Conv", "ConvTranspose", "Gather", "GRU", "LSTM", "RNN"];

    /// <summary>The model with its large weights in float16, rounded to nearest, ties to even; unchanged where none is large.</summary>
    /// <param name="least">Elements from which a matrix is stored so.</param>
    /// <exception cref="InvalidDataException">
    /// No whole ONNX model, or a weight has no finite value in half precision (above 65504).
    /// </exception>
    public static byte[] Store(ReadOnlySpan<byte> model, int least = Least) => GraphRewrite.Apply(model, graph => Shortened(graph, least));

    /// <summary>
    /// The model as it was before <see cref="Store"/>, its weights being the rounded ones: for who reads or replaces constants.
    /// A model without such weights comes back unchanged.
    /// </summary>
    /// <exception cref="InvalidDataException">No whole ONNX model.</exception>
    public static byte[] Restore(ReadOnlySpan<byte> model) => GraphRewrite.Apply(model, Lengthened);

    private static ProtoWriter Shortened(ReadOnlySpan<byte> graph, int least)
    {
        var chosen = Chosen(graph, least);
        var written = new ProtoWriter();
        // In front of whatever reads them: nodes stand in the order in which they can run.
        foreach (string name in chosen) written.Message(NodeField, Cast(name));
        var fields = new ProtoReader(graph);
        while (fields.Next())
        {
            if (fields.Field == ConstantField && GraphWeights.Constant(fields.Bytes) is var weight && chosen.Contains(weight.Name))
                written.Message(ConstantField, GraphWeights.Stored(weight.Name + Suffix, OnnxType.Float16, weight.Shape, Rounded(weight)));
            else
                fields.CopyTo(written);
        }
        return written;
    }

    /// <summary>Names of the large float constants that nothing reads but products and look-ups, in the order of the graph.</summary>
    private static List<string> Chosen(ReadOnlySpan<byte> graph, int least)
    {
        var kept = SerializedNode.All(graph).Where(n => n.Domain.Length > 0 || !s_readers.Contains(n.Op)).SelectMany(n => n.Inputs).ToHashSet();
        var chosen = new List<string>();
        var fields = new ProtoReader(graph);
        while (fields.Next())
        {
            if (fields.Field == InputField) kept.Add(NameOf(fields.Bytes));
            if (fields.Field != ConstantField) continue;
            var weight = GraphWeights.Constant(fields.Bytes);
            if (weight.Type == OnnxType.Float && weight.Count >= least) chosen.Add(weight.Name);
        }
        chosen.RemoveAll(kept.Contains);
        return chosen;
    }

    private static ProtoWriter Lengthened(ReadOnlySpan<byte> graph)
    {
        var (halves, widened) = (new HashSet<string>(), new HashSet<string>());
        var fields = new ProtoReader(graph);
        while (fields.Next())
        {
            if (fields.Field == NodeField && SerializedNode.Read(fields.Bytes) is { Op: "Cast" } cast && cast.Inputs[0] == cast.Output + Suffix)
                widened.Add(cast.Inputs[0]);
            if (fields.Field == ConstantField && GraphWeights.Constant(fields.Bytes) is { Type: OnnxType.Float16 } half) halves.Add(half.Name);
        }
        halves.IntersectWith(widened);
        var written = new ProtoWriter();
        fields = new ProtoReader(graph);
        while (fields.Next())
        {
            if (fields.Field == NodeField && SerializedNode.Read(fields.Bytes) is { Op: "Cast" } cast && halves.Contains(cast.Inputs[0])) continue;
            if (fields.Field == ConstantField && GraphWeights.Constant(fields.Bytes) is var weight && halves.Contains(weight.Name))
                written.Message(ConstantField, GraphWeights.Stored(weight.Name[..^Suffix.Length], OnnxType.Float, weight.Shape, Widened(weight)));
            else
                fields.CopyTo(written);
        }
        return written;
    }

    private static ProtoWriter Cast(string name) => new ProtoWriter()
        .Text(1, name + Suffix).Text(2, name).Text(3, name + ".cast").Text(4, "Cast")
        .Message(5, new ProtoWriter().Text(1, "to").Int(3, (int)OnnxType.Float).Int(20, 2));

    private static byte[] Rounded(GraphWeight weight)
    {
        var values = MemoryMarshal.Cast<byte, float>(weight.Bytes);
        var halves = new Half[values.Length];
        for (int i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
            if (!Half.IsFinite(halves[i]))
                throw new InvalidDataException(FormattableString.Invariant($"'{weight.Name}' holds {values[i]:R}, which half precision has no finite value for"));
        }
        return MemoryMarshal.AsBytes(halves.AsSpan()).ToArray();
    }

    private static byte[] Widened(GraphWeight weight)
    {
        var halves = MemoryMarshal.Cast<byte, Half>(weight.Bytes);
        var values = new float[halves.Length];
        for (int i = 0; i < values.Length; i++) values[i] = (float)halves[i];
        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }

    private static string NameOf(ReadOnlySpan<byte> value)
    {
        var fields = new ProtoReader(value);
        while (fields.Next()) if (fields.Field == 1) return fields.Text;
        return "";
    }
}
