using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>Element type of an <see cref="NdArray"/>: NumPy's kind letter and the size in bytes.</summary>
/// <param name="Kind"><c>b</c> boolean, <c>i</c> signed, <c>u</c> unsigned, <c>f</c> floating point.</param>
public readonly record struct NdType(char Kind, int Size)
{
    public static NdType Boolean { get; } = new('b', 1);

    public static NdType UInt8 { get; } = new('u', 1);

    public static NdType Float32 { get; } = new('f', 4);

    public static NdType Float64 { get; } = new('f', 8);

    /// <summary>NumPy's array-protocol string in little-endian order, such as <c>&lt;f4</c> or <c>|u1</c>.</summary>
    public string Name => $"{(Size == 1 ? '|' : '<')}{Kind}{Size.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The type of a .NET number.</summary>
    public static NdType Of<T>() where T : unmanaged => default(T) switch
    {
        bool => Boolean,
        byte => UInt8,
        sbyte => new('i', 1),
        short => new('i', 2),
        int => new('i', 4),
        long => new('i', 8),
        ushort => new('u', 2),
        uint => new('u', 4),
        ulong => new('u', 8),
        Half => new('f', 2),
        float => Float32,
        double => Float64,
        _ => throw new ArgumentException($"no array type for {typeof(T).Name}"),
    };

    /// <summary>Reads an array-protocol string: byte order, kind, size.</summary>
    /// <param name="swapped">Whether the bytes are big-endian and have to be reversed element by element.</param>
    /// <returns>Null when the text is no type of numbers or booleans.</returns>
    public static NdType? Parse(string text, out bool swapped)
    {
        swapped = false;
        if (text.Length is < 2 or > 4) return null;
        int at = text[0] is '<' or '>' or '|' or '=' ? 1 : 0;
        if (!int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int size)) return null;
        var type = new NdType(text[at], size);
        bool exists = (type.Kind, size) is ('b', 1) or ('i' or 'u', 1 or 2 or 4 or 8) or ('f', 2 or 4 or 8);
        swapped = text[0] == '>' && size > 1;
        return exists ? type : null;
    }

    public override string ToString() => Name;
}
