using System.Runtime.InteropServices;

namespace Forewarn.Onnx;

/// <summary>
/// Stores the weights of a serialized model in fewer bytes: large matrices that are multiplied by or looked up in become constants of a
/// <see cref="WeightForm"/>, each with nodes that make floats of it. The runtime computes those once, when the session is made, so a run
/// computes in floats and takes as long as before. Small constants, norms, position tables and pictures stay as they are.
/// </summary>
public static class CompactWeights
{
    /// <summary>Elements from which a matrix is stored so: smaller ones weigh nothing, and plans and positions hang on some of them.</summary>
    public const int Least = 4096;

    private const int NodeField = 1, ConstantField = 5, InputField = 11;

    private static readonly HashSet<string> s_readers = ["MatMul", "Gemm", "Conv", "ConvTranspose", "Gather", "GRU", "LSTM", "RNN"];

    /// <summary>The model with its large weights in the form; unchanged where none is large.</summary>
    /// <param name="least">Elements from which a matrix is stored so.</param>
    /// <exception cref="InvalidDataException">No whole ONNX model, or the form has no finite value for a weight.</exception>
    public static byte[] Store(ReadOnlySpan<byte> model, WeightForm form, int least = Least) =>
        GraphRewrite.Apply(model, graph => Shortened(graph, form, least));

    /// <summary>
    /// The model as it was before <see cref="Store"/>, its weights being the rounded ones: for who reads or replaces constants.
    /// A model without such weights comes back unchanged.
    /// </summary>
    /// <exception cref="InvalidDataException">No whole ONNX model.</exception>
    public static byte[] Restore(ReadOnlySpan<byte> model) => GraphRewrite.Apply(model, Lengthened);

    private static ProtoWriter Shortened(ReadOnlySpan<byte> graph, WeightForm form, int least)
    {
        var chosen = Chosen(graph, least);
        var written = new ProtoWriter();
        // In front of whatever reads them: nodes stand in the order in which they can run.
        foreach (var node in chosen.SelectMany(form.Nodes)) written.Message(NodeField, node);
        var fields = new ProtoReader(graph);
        while (fields.Next())
        {
            if (fields.Field == ConstantField && GraphWeights.Constant(fields.Bytes) is var weight && chosen.Contains(weight.Name))
                foreach (var constant in form.Constants(weight)) written.Message(ConstantField, constant);
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
        var (constants, made) = (new Dictionary<string, GraphWeight>(), new Dictionary<string, byte[]>());
        var fields = new ProtoReader(graph);
        while (fields.Next())
        {
            if (fields.Field == NodeField) made[SerializedNode.Read(fields.Bytes).Output] = fields.Bytes.ToArray();
            if (fields.Field == ConstantField && GraphWeights.Constant(fields.Bytes) is var constant) constants[constant.Name] = constant;
        }
        var stored = new Dictionary<string, (string Name, WeightForm Form)>();
        var (dropped, own) = (new HashSet<string>(), new HashSet<string>());
        foreach (var numbers in constants.Values)
            foreach (var form in WeightForm.All.Where(f => f.Type == numbers.Type && numbers.Name.EndsWith(f.Suffix, StringComparison.Ordinal)))
            {
                string name = numbers.Name[..^form.Suffix.Length];
                byte[][] nodes = [.. form.Nodes(name).Select(n => n.ToArray())];
                string[] results = [.. nodes.Select(n => SerializedNode.Read(n).Output)];
                // Only what was written here: other models may use such names for something else.
                if (!results.Zip(nodes).All(n => made.TryGetValue(n.First, out byte[]? found) && found.AsSpan().SequenceEqual(n.Second))) continue;
                stored.Add(numbers.Name, (name, form));
                own.UnionWith(results);
                dropped.UnionWith(nodes.SelectMany(n => SerializedNode.Read(n).Inputs));
            }
        var written = new ProtoWriter();
        fields = new ProtoReader(graph);
        while (fields.Next())
        {
            if (fields.Field == NodeField && own.Contains(SerializedNode.Read(fields.Bytes).Output)) continue;
            string constant = fields.Field == ConstantField ? GraphWeights.Constant(fields.Bytes).Name : "";
            if (stored.TryGetValue(constant, out var weight))
            {
                float[] values = weight.Form.Floats(constants[constant], weight.Name, Constant);
                written.Message(ConstantField, GraphWeights.Stored(weight.Name, OnnxType.Float, constants[constant].Shape, MemoryMarshal.AsBytes(values.AsSpan())));
            }
            else if (!dropped.Contains(constant))
            {
                fields.CopyTo(written);
            }
        }
        return written;

        GraphWeight Constant(string name) =>
            constants.TryGetValue(name, out var found) ? found : throw new InvalidDataException($"the model has no constant '{name}'");
    }

    private static string NameOf(ReadOnlySpan<byte> value)
    {
        var fields = new ProtoReader(value);
        while (fields.Next()) if (fields.Field == 1) return fields.Text;
        return "";
    }
}
