using System.Text;

namespace Forewarn.Core;

/// <summary>
/// The byte alphabet of byte-level BPE: printable bytes stand for themselves, all others for characters from U+0100 on
/// (a space is <c>Ġ</c>), so that every string has a token sequence and no token holds a control character.
/// </summary>
public static class ByteSymbols
{
    public static readonly char[] Of = Build();

    public static readonly IReadOnlyDictionary<char, byte> Back =
        Of.Select((symbol, value) => (symbol, value)).ToDictionary(p => p.symbol, p => (byte)p.value);

    /// <summary>A text's UTF-8 bytes in these symbols: as vocabularies write it.</summary>
    public static string Write(string text) => new([.. Encoding.UTF8.GetBytes(text).Select(b => Of[b])]);

    private static char[] Build()
    {
        var symbols = new char[256];
        int next = 256;
        for (int b = 0; b < 256; b++)
            symbols[b] = b is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255) ? (char)b : (char)next++;
        return symbols;
    }
}
