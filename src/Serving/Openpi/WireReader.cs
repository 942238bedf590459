using System.Buffers;
using System.Text;
using Forewarn.Core;
using MessagePack;

namespace Forewarn.Serving;

/// <summary>
/// Reads one frame: a MessagePack map in which NumPy arrays are maps with the keys <c>__ndarray__</c>, <c>data</c>,
/// <c>dtype</c> and <c>shape</c>, as bytes (openpi) or as text. Nothing of the frame is kept, and memory is taken for what
/// is there, never for what is claimed.
/// </summary>
public static class WireReader
{
    internal const string ArrayKey = "__ndarray__", ScalarKey = "__npgeneric__", DataKey = "data", TypeKey = "dtype", ShapeKey = "shape";

    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <exception cref="ForewarnException">Not one whole map, beyond a limit, or an array that contradicts itself.</exception>
    public static WireMap Read(ReadOnlyMemory<byte> frame, WireLimits? limits = null)
    {
        var reader = new MessagePackReader(frame);
        var walk = new Walk(limits ?? WireLimits.Default);
        try
        {
            object? value = walk.Value(ref reader);
            if (!reader.End)
                throw Wrong("frame", $"{frame.Length - reader.Consumed} bytes after the first value", "one map and nothing behind it");
            return value as WireMap ?? throw Wrong("frame", WireMap.Describe(value), "a map");
        }
        catch (Exception fault) when (fault is EndOfStreamException or MessagePackSerializationException or OverflowException or ArgumentException)
        {
            throw ForewarnException.Of($"frame at byte {reader.Consumed}{walk.Path}", $"no MessagePack value ({Cause(fault)})",
                "a whole map", "Pack it with msgpack and NumPy's extension as openpi does.", cause: fault);
        }
    }

    /// <summary>UTF-8, or null when it is not.</summary>
    internal static string? Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Cause(Exception fault) => fault is EndOfStreamException || fault.InnerException is EndOfStreamException
        ? "it ends too early" : fault.Message.TrimEnd('.');

    private static ForewarnException Wrong(string thing, string found, string wanted) =>
        ForewarnException.Of(thing, found, wanted, "Pack it with msgpack and NumPy's extension as openpi does.");

    private sealed class Walk(WireLimits limits)
    {
        private readonly List<string> _path = [];
        private int _items, _depth;

        /// <summary>Where in the map, for messages.</summary>
        public string Path => _path.Count == 0 ? "" : $", key '{string.Join('/', _path)}'";

        public object? Value(ref MessagePackReader reader)
        {
            switch (reader.NextMessagePackType)
            {
                case MessagePackType.Nil:
                    reader.ReadNil();
                    return null;
                case MessagePackType.Boolean:
                    return reader.ReadBoolean();
                case MessagePackType.Integer:
                    return reader.NextCode == MessagePackCode.UInt64 ? Unsigned(reader.ReadUInt64()) : reader.ReadInt64();
                case MessagePackType.Float:
                    return reader.ReadDouble();
                case MessagePackType.String:
                    return Text(ref reader);
                case MessagePackType.Binary:
                    return reader.ReadBytes()!.Value.ToArray();
                case MessagePackType.Array:
                    return List(ref reader);
                case MessagePackType.Map:
                    return Map(ref reader);
                default:
                    throw Bad("", $"MessagePack code 0x{reader.NextCode:X2}", "numbers, texts, bytes, lists, maps and arrays");
            }
        }

        private static object Unsigned(ulong value) => value <= long.MaxValue ? (long)value : value;

        private string Text(ref MessagePackReader reader)
        {
            ReadOnlySequence<byte> bytes = reader.NextMessagePackType == MessagePackType.Binary
                ? reader.ReadBytes()!.Value : reader.ReadStringSequence()!.Value;
            if (bytes.Length > limits.TextBytes) throw Bad("", $"a text of {bytes.Length} bytes", $"at most {limits.TextBytes}");
            return WireReader.Text(bytes.ToArray()) ?? throw Bad("", "a text that is not UTF-8", "UTF-8");
        }

        private List<object?> List(ref MessagePackReader reader)
        {
            Enter();
            int count = reader.ReadArrayHeader();
            Count(count);
            var values = new List<object?>(count);
            for (int i = 0; i < count; i++) values.Add(Value(ref reader));
            _depth--;
            return values;
        }

        private object Map(ref MessagePackReader reader)
        {
            Enter();
            int count = reader.ReadMapHeader();
            Count(2L * count);
            var map = new WireMap();
            for (int i = 0; i < count; i++)
            {
                if (reader.NextMessagePackType is not (MessagePackType.String or MessagePackType.Binary))
                    throw Bad("", $"a key of kind {reader.NextMessagePackType}", "texts or bytes as keys");
                string key = Text(ref reader);
                if (map.Has(key)) throw Bad($" '{key}'", "the key twice", "each key once");
                _path.Add(key);
                map.Add(key, Value(ref reader));
                _path.RemoveAt(_path.Count - 1);
            }
            _depth--;
            return map.Has(ArrayKey) ? Array(map) : map.Has(ScalarKey) ? Scalar(map) : map;
        }

        private NdArray Array(WireMap map)
        {
            NdType type = TypeOf(map, out bool swapped);
            if (map[DataKey] is not byte[] data) throw Bad(" data", WireMap.Describe(map[DataKey]), "bytes");
            if (map[ShapeKey] is not IReadOnlyList<object?> axes || axes.Any(a => a is not (>= 0L and <= int.MaxValue)))
                throw Bad(" shape", map[ShapeKey] is IReadOnlyList<object?> list ? $"[{string.Join(", ", list.Select(WireMap.Describe))}]"
                    : WireMap.Describe(map[ShapeKey]), "a list of sizes");
            if (axes.Count > limits.Rank) throw Bad(" shape", $"{axes.Count} axes", $"at most {limits.Rank}");
            int[] shape = [.. axes.Select(a => (int)(long)a!)];
            if (NdArray.SizeOf(type, shape) != data.Length)
                throw Bad("", $"{data.Length} bytes", $"those of {type} [{string.Join(", ", shape)}]");
            if (swapped)
                for (int at = 0; at < data.Length; at += type.Size) data.AsSpan(at, type.Size).Reverse();
            return new(type, shape, data);
        }

        private NdArray Scalar(WireMap map)
        {
            NdType type = TypeOf(map, out _);
            return ScalarBytes(type, map[DataKey]) is { } data
                ? new(type, [], data, isScalar: true)
                : throw Bad(" data", WireMap.Describe(map[DataKey]), $"a value of {type}");
        }

        private NdType TypeOf(WireMap map, out bool swapped)
        {
            string text = map[TypeKey] as string ?? (map[TypeKey] is byte[] bytes ? WireReader.Text(bytes) : null)
                ?? throw Bad(" dtype", WireMap.Describe(map[TypeKey]), "NumPy's type string, such as <f4");
            return NdType.Parse(text, out swapped)
                ?? throw Bad(" dtype", $"'{(text.Length > 40 ? text[..40] : text)}'", "b1, i1 to i8, u1 to u8 or f2 to f8, as <f4 or |u1");
        }

        private void Enter()
        {
            if (++_depth > limits.Depth) throw Bad("", $"more than {limits.Depth} maps and lists within each other", $"at most {limits.Depth}");
        }

        /// <summary>Counts what a header claims, before any place is made for it.</summary>
        private void Count(long more)
        {
            if (more > limits.Items - _items) throw Bad("", $"more than {limits.Items} values", "arrays instead of long lists");
            _items += (int)more;
        }

        private ForewarnException Bad(string part, string found, string wanted) =>
            Wrong($"frame{Path}{part}", found, wanted);
    }

    /// <summary>Little-endian bytes of a scalar; null when the value does not fit its type.</summary>
    private static byte[]? ScalarBytes(NdType type, object? value) => (type.Kind, type.Size, value) switch
    {
        ('b', _, bool flag) => [flag ? (byte)1 : (byte)0],
        ('f', 2, double d) => BitConverter.GetBytes((Half)d),
        ('f', 4, double d) => BitConverter.GetBytes((float)d),
        ('f', 8, double d) => BitConverter.GetBytes(d),
        ('u', 8, ulong u) => BitConverter.GetBytes(u),
        ('u', 8, long and >= 0) => BitConverter.GetBytes((long)value!),
        ('u', 1 or 2 or 4, long u) when u >= 0 && u >> (8 * type.Size) == 0 => BitConverter.GetBytes(u)[..type.Size],
        ('i', _, long i) when type.Size == 8 || i == i << (64 - 8 * type.Size) >> (64 - 8 * type.Size) => BitConverter.GetBytes(i)[..type.Size],
        _ => null,
    };
}
