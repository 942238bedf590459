using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>
/// The safetensors layout for float32 tensors: header length, JSON header padded to 8 bytes, raw little-endian data.
/// </summary>
internal static class SafeTensors
{
    private const long MaxHeader = 16 << 20;

    public static void Write(
        Stream target, IReadOnlyList<(string Name, long[] Shape, float[] Data)> tensors,
        IReadOnlyDictionary<string, string> metadata)
    {
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (var (key, value) in metadata) json.WriteString(key, value);
            json.WriteEndObject();
            long offset = 0;
            foreach (var (name, shape, data) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                WriteLongs(json, "shape", shape);
                WriteLongs(json, "data_offsets", [offset, offset += data.LongLength * sizeof(float)]);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (header.Length % 8 != 0) header.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        target.Write(length);
        header.WriteTo(target);
        foreach (var (_, _, data) in tensors) target.Write(MemoryMarshal.AsBytes<float>(data));
    }

    /// <exception cref="ForewarnException">The file is missing, truncated or not safetensors.</exception>
    public static (Dictionary<string, (long[] Shape, float[] Data)> Tensors, Dictionary<string, string> Metadata) Read(
        string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> length = stackalloc byte[8];
            stream.ReadExactly(length);
            ulong size = BinaryPrimitives.ReadUInt64LittleEndian(length);
            if (size > (ulong)Math.Min(MaxHeader, stream.Length - 8)) throw Damaged(path, $"a header of {size} bytes");
            var header = new byte[size];
            stream.ReadExactly(header);
            using var document = JsonDocument.Parse(header);
            var tensors = new Dictionary<string, (long[], float[])>();
            var metadata = new Dictionary<string, string>();
            long position = 0;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__")
                {
                    foreach (var entry in property.Value.EnumerateObject())
                        metadata[entry.Name] = entry.Value.GetString()!;
                    continue;
                }
                var shape = property.Value.GetProperty("shape").EnumerateArray().Select(v => v.GetInt64()).ToArray();
                long begin = property.Value.GetProperty("data_offsets")[0].GetInt64();
                long end = property.Value.GetProperty("data_offsets")[1].GetInt64();
                long count = shape.Aggregate(1L, (a, b) => a * b);
                if (begin != position || end - begin != count * sizeof(float) || 8 + (long)size + end > stream.Length)
                    throw Damaged(path, $"tensor '{property.Name}' out of place or cut off");
                var data = new float[count];
                stream.ReadExactly(MemoryMarshal.AsBytes(data.AsSpan()));
                tensors[property.Name] = (shape, data);
                position = end;
            }
            return (tensors, metadata);
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException)
        {
            throw Damaged(path, e.Message.TrimEnd('.'), e);
        }
    }

    private static ForewarnException Damaged(string path, string found, Exception? cause = null) =>
        ForewarnException.Of($"checkpoint '{path}'", found, "a complete checkpoint",
            "Name another checkpoint, or start the run afresh.", ExitCode.Usage, cause);

    private static void WriteLongs(Utf8JsonWriter json, string name, ReadOnlySpan<long> values)
    {
        json.WriteStartArray(name);
        foreach (long value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
