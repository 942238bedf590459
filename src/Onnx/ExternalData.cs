using System.Globalization;

namespace Forewarn.Onnx;

/// <summary>Weights that a model keeps in a file beside it.</summary>
/// <param name="Location">File, relative to the model's folder.</param>
/// <param name="End">Bytes that the file must have at least.</param>
public sealed record ExternalData(string Location, long End)
{
    private const int External = 1;

    /// <summary>The files a serialised model refers to, each once.</summary>
    /// <exception cref="InvalidDataException">It is no model.</exception>
    public static IReadOnlyList<ExternalData> Of(ReadOnlySpan<byte> model)
    {
        var ends = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var reader = new ProtoReader(model);
        while (reader.Next()) if (reader.Field == 7) Graph(reader.Bytes, ends);
        return [.. ends.Select(e => new ExternalData(e.Key, e.Value))];
    }

    private static void Graph(ReadOnlySpan<byte> graph, SortedDictionary<string, long> ends)
    {
        var reader = new ProtoReader(graph);
        while (reader.Next())
        {
            if (reader.Field == 5) Tensor(reader.Bytes, ends);
            else if (reader.Field == 1) Node(reader.Bytes, ends);
        }
    }

    /// <summary>Bodies of control flow hold initializers of their own: merged decoders have two.</summary>
    private static void Node(ReadOnlySpan<byte> node, SortedDictionary<string, long> ends)
    {
        var reader = new ProtoReader(node);
        while (reader.Next())
        {
            if (reader.Field != 5) continue;
            var attribute = new ProtoReader(reader.Bytes);
            while (attribute.Next())
            {
                if (attribute.Field == 6 && attribute.Kind == 2) Graph(attribute.Bytes, ends);
                else if (attribute.Field == 5 && attribute.Kind == 2) Tensor(attribute.Bytes, ends);
            }
        }
    }

    private static void Tensor(ReadOnlySpan<byte> tensor, SortedDictionary<string, long> ends)
    {
        var reader = new ProtoReader(tensor);
        bool external = false;
        string location = "";
        long offset = 0, length = 0;
        while (reader.Next())
        {
            if (reader.Field == 14 && reader.Kind == 0) external = reader.Integer == External;
            if (reader.Field != 13) continue;
            var (key, value) = Entry(reader.Bytes);
            if (key == "location") location = value;
            else if (key == "offset") offset = long.Parse(value, CultureInfo.InvariantCulture);
            else if (key == "length") length = long.Parse(value, CultureInfo.InvariantCulture);
        }
        if (external) ends[location] = Math.Max(ends.GetValueOrDefault(location), offset + length);
    }

    private static (string Key, string Value) Entry(ReadOnlySpan<byte> entry)
    {
        var reader = new ProtoReader(entry);
        string key = "", value = "";
        while (reader.Next())
        {
            if (reader.Field == 1) key = reader.Text;
            else if (reader.Field == 2) value = reader.Text;
        }
        return (key, value);
    }
}
