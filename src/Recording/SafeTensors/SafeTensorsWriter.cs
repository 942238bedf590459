using System.Buffers.Binary;
using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Recording.SafeTensors;

/// <summary>Writes the safetensors layout; the header is padded to 8 bytes, so that the data is aligned.</summary>
public static class SafeTensorsWriter
{
    /// <param name="target">Receives the file.</param>
    /// <param name="tensors">Written in this order, without gaps.</param>
    /// <param name="metadata">Text by name.</param>
    /// <exception cref="ForewarnException">A name twice, or bytes that do not fit the shape.</exception>
    public static void Write(Stream target, IReadOnlyList<TensorData> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Require(tensors);
        using var header = Header(tensors, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        target.Write(length);
        header.WriteTo(target);
        foreach (var tensor in tensors) target.Write(tensor.Bytes.Span);
    }

    private static void Require(IReadOnlyList<TensorData> tensors)
    {
        var names = new HashSet<string> { SafeTensorsHeader.MetadataKey };
        foreach (var tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw ForewarnException.Of("safetensors to write", $"the name '{tensor.Name}' twice or reserved", "unique names", "Rename one.");
            long wanted = SafeTensorsHeader.ByteLength("to write", tensor.Name, tensor.Dtype, tensor.Shape);
            Shape.Require($"tensor '{tensor.Name}'", tensor.Bytes.Length, ("bytes", wanted));
        }
    }

    private static MemoryStream Header(IReadOnlyList<TensorData> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafeTensorsHeader.MetadataKey);
            foreach (var (key, value) in metadata) json.WriteString(key, value);
            json.WriteEndObject();
            long offset = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Dtype.Name());
                WriteLongs(json, "shape", tensor.Shape);
                WriteLongs(json, "data_offsets", [offset, offset += tensor.Bytes.Length]);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (header.Length % 8 != 0) header.WriteByte((byte)' ');
        return header;
    }

    private static void WriteLongs(Utf8JsonWriter json, string name, IReadOnlyList<long> values)
    {
        json.WriteStartArray(name);
        foreach (long value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
