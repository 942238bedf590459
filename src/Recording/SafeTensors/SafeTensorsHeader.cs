using System.Text.Json;

namespace Forewarn.Recording.SafeTensors;

/// <summary>Reads the JSON header and holds it to the rules: every byte of the data belongs to exactly one tensor.</summary>
internal static class SafeTensorsHeader
{
    public const string MetadataKey = "__metadata__";

    /// <summary>As in the reference implementation.</summary>
    public const long MostBytes = 100_000_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <param name="source">File name for messages.</param>
    /// <param name="header">The JSON text.</param>
    /// <param name="dataLength">Bytes that follow the header.</param>
    /// <returns>Tensors in the order of their data.</returns>
    public static (TensorEntry[] Tensors, Dictionary<string, string> Metadata) Parse(
        string source, ReadOnlyMemory<byte> header, long dataLength)
    {
        try
        {
            using var document = JsonDocument.Parse(header, Strict);
            var tensors = new List<TensorEntry>();
            var metadata = new Dictionary<string, string>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name != MetadataKey) tensors.Add(ParseEntry(source, property));
                else foreach (var entry in property.Value.EnumerateObject()) metadata.Add(entry.Name, RequireString(source, entry));
            }
            var ordered = tensors.OrderBy(t => t.Begin).ThenBy(t => t.End).ToArray();
            RequireTiling(source, ordered, dataLength);
            return (ordered, metadata);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw SafeTensorsFault.Of(source, $"an unreadable header ({fault.Message.TrimEnd('.')})",
                "a JSON object {name: {dtype, shape, data_offsets}}", fault);
        }
    }

    private static TensorEntry ParseEntry(string source, JsonProperty property)
    {
        string name = property.Name, dtypeName = property.Value.GetProperty("dtype").GetString() ?? "null";
        if (!TensorDtypes.TryParse(dtypeName, out var dtype))
        {
            string known = string.Join(", ", Enum.GetValues<TensorDtype>().Select(d => d.Name()));
            throw SafeTensorsFault.Of(source, $"tensor '{name}' of dtype '{dtypeName}'", $"one of {known}");
        }
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
        var offsets = property.Value.GetProperty("data_offsets");
        if (offsets.GetArrayLength() != 2)
            throw SafeTensorsFault.Of(source, $"tensor '{name}' with {offsets.GetArrayLength()} data offsets", "two");
        long begin = offsets[0].GetInt64(), end = offsets[1].GetInt64();
        long wanted = ByteLength(source, name, dtype, shape);
        if (begin < 0 || end < begin || end - begin != wanted)
            throw SafeTensorsFault.Of(source, $"tensor '{name}' at bytes {begin} to {end}",
                $"{wanted} bytes for {dtypeName} [{string.Join(", ", shape)}]");
        return new(name, dtype, shape, begin, end);
    }

    /// <exception cref="Core.ForewarnException">A negative dimension, or more bytes than 63 bits can count.</exception>
    public static long ByteLength(string source, string name, TensorDtype dtype, IReadOnlyList<long> shape)
    {
        long length = dtype.Size();
        foreach (long d in shape)
        {
            Int128 product = (Int128)length * d;
            if (d < 0 || product > long.MaxValue)
                throw SafeTensorsFault.Of(source, $"tensor '{name}' of shape [{string.Join(", ", shape)}]", "a shape that memory can hold");
            length = (long)product;
        }
        return length;
    }

    private static string RequireString(string source, JsonProperty entry) => entry.Value.ValueKind == JsonValueKind.String
        ? entry.Value.GetString()!
        : throw SafeTensorsFault.Of(source, $"metadata '{entry.Name}' of kind {entry.Value.ValueKind}", "text");

    private static void RequireTiling(string source, TensorEntry[] ordered, long dataLength)
    {
        long position = 0;
        foreach (var tensor in ordered)
        {
            if (tensor.Begin != position)
                throw SafeTensorsFault.Of(source,
                    $"{(tensor.Begin < position ? "an overlap" : "a hole")} before tensor '{tensor.Name}' at byte {tensor.Begin}",
                    $"byte {position}, where the tensor before it ends");
            position = tensor.End;
        }
        if (position != dataLength)
            throw SafeTensorsFault.Of(source, $"{dataLength} bytes of data", $"{position}, as the header says");
    }
}
