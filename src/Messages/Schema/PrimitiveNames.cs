using System;
using System.Collections.Generic;
using System.Globalization;

namespace Forewarn.Messages;

/// <summary>The primitive types of ROS definitions: how they are written, and which values they take.</summary>
public static class PrimitiveNames
{
    private static readonly Dictionary<string, FieldKind> Kinds = new(StringComparer.Ordinal)
    {
        ["bool"] = FieldKind.Bool,
        ["byte"] = FieldKind.Byte,
        // Since ROS 2 a char is a uint8, in the type hash too.
        ["char"] = FieldKind.UInt8,
        ["int8"] = FieldKind.Int8,
        ["uint8"] = FieldKind.UInt8,
        ["int16"] = FieldKind.Int16,
        ["uint16"] = FieldKind.UInt16,
        ["int32"] = FieldKind.Int32,
        ["uint32"] = FieldKind.UInt32,
        ["int64"] = FieldKind.Int64,
        ["uint64"] = FieldKind.UInt64,
        ["float32"] = FieldKind.Float32,
        ["float64"] = FieldKind.Float64,
        ["string"] = FieldKind.String,
    };

    /// <summary>The kind of a primitive's name; null for other names.</summary>
    public static FieldKind? KindOf(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;

    /// <summary>How a kind is written in a definition; nested types have no such name.</summary>
    public static string NameOf(FieldKind kind) => kind switch
    {
        FieldKind.BoundedString => "string",
        FieldKind.Nested => throw new ArgumentOutOfRangeException(nameof(kind)),
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Bytes of one item on the wire; strings and nested messages have no fixed size.</summary>
    public static int SizeOf(FieldKind kind) => kind switch
    {
        FieldKind.Int8 or FieldKind.UInt8 or FieldKind.Byte or FieldKind.Bool => 1,
        FieldKind.Int16 or FieldKind.UInt16 => 2,
        FieldKind.Int32 or FieldKind.UInt32 or FieldKind.Float32 => 4,
        FieldKind.Int64 or FieldKind.UInt64 or FieldKind.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The value in its one canonical spelling, or null if the text is no value of the kind.</summary>
    public static string? Canonical(FieldKind kind, string text) => kind switch
    {
        FieldKind.String or FieldKind.BoundedString => text,
        FieldKind.Bool => text.ToLowerInvariant() switch { "true" or "1" => "true", "false" or "0" => "false", _ => null },
        FieldKind.Float32 => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float single)
            ? single.ToString("R", CultureInfo.InvariantCulture) : null,
        FieldKind.Float64 => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value.ToString("R", CultureInfo.InvariantCulture) : null,
        FieldKind.Int8 => Whole(text, sbyte.MinValue, (ulong)sbyte.MaxValue),
        FieldKind.UInt8 or FieldKind.Byte => Whole(text, 0, byte.MaxValue),
        FieldKind.Int16 => Whole(text, short.MinValue, (ulong)short.MaxValue),
        FieldKind.UInt16 => Whole(text, 0, ushort.MaxValue),
        FieldKind.Int32 => Whole(text, int.MinValue, int.MaxValue),
        FieldKind.UInt32 => Whole(text, 0, uint.MaxValue),
        FieldKind.Int64 => Whole(text, long.MinValue, long.MaxValue),
        FieldKind.UInt64 => Whole(text, 0, ulong.MaxValue),
        _ => null,
    };

    private static string? Whole(string text, long least, ulong most)
    {
        bool negative = text.StartsWith("-", StringComparison.Ordinal);
        string digits = negative || text.StartsWith("+", StringComparison.Ordinal) ? text.Substring(1) : text;
        bool hexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool read = hexadecimal
            ? ulong.TryParse(digits.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong size)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out size);
        // The lowest number's size is one more than the highest's, which a long cannot hold.
        if (!read || (negative ? size > (ulong)-(least + 1) + 1 || least == 0 && size > 0 : size > most)) return null;
        return negative && size > 0 ? "-" + size.ToString(CultureInfo.InvariantCulture) : size.ToString(CultureInfo.InvariantCulture);
    }
}
