using System.Buffers.Binary;

namespace Forewarn.Recording.LeRobot.Tables;

/// <summary>
/// Walks a parquet footer (Thrift compact protocol, parquet.thrift of format 2.11) before the parquet library sees it: that
/// library does not notice the end of a damaged footer and would read on for ever, or believe the length of any list.
/// </summary>
internal ref struct FooterCheck
{
    // Types of the compact protocol. Booleans of a struct have no byte of their own: the type tells their value.
    private const int True = 1, False = 2, Byte = 3, I16 = 4, I32 = 5, I64 = 6, Double = 7, Binary = 8, List = 9, Struct = 12;

    private static readonly Dictionary<string, int> s_plain = new()
    {
        ["bool"] = True, ["byte"] = Byte, ["i16"] = I16, ["i32"] = I32, ["i64"] = I64, ["double"] = Double, ["binary"] = Binary,
    };

    // Field number and type; [T] is a list of T; a capital begins another struct.
    private static readonly Dictionary<string, Dictionary<int, string>> s_structs = new()
    {
        ["File"] = Fields("1 i32 2 [Schema] 3 i64 4 [Group] 5 [Pair] 6 binary 7 [Order]"),
        ["Schema"] = Fields("1 i32 2 i32 3 i32 4 binary 5 i32 6 i32 7 i32 8 i32 9 i32 10 Logical"),
        ["Logical"] = Fields("1 Empty 2 Empty 3 Empty 4 Empty 5 Decimal 6 Empty 7 Time 8 Time 10 Integer 11 Empty 12 Empty 13 Empty "
            + "14 Empty 15 Empty 16 Variant 17 Geo 18 Geo"),
        ["Empty"] = [],
        ["Decimal"] = Fields("1 i32 2 i32"),
        ["Time"] = Fields("1 bool 2 Unit"),
        ["Unit"] = Fields("1 Empty 2 Empty 3 Empty"),
        ["Integer"] = Fields("1 byte 2 bool"),
        ["Variant"] = Fields("1 byte"),
        ["Geo"] = Fields("1 binary 2 i32"),
        ["Group"] = Fields("1 [Chunk] 2 i64 3 i64 4 [Sorting] 5 i64 6 i64 7 i16"),
        ["Sorting"] = Fields("1 i32 2 bool 3 bool"),
        ["Chunk"] = Fields("1 binary 2 i64 3 Column 4 i64 5 i32 6 i64 7 i32"),
        ["Column"] = Fields("1 i32 2 [i32] 3 [binary] 4 i32 5 i64 6 i64 7 i64 8 [Pair] 9 i64 10 i64 11 i64 12 Statistics 13 [Pages] "
            + "14 i64 15 i32 16 Sizes 17 Places"),
        ["Statistics"] = Fields("1 binary 2 binary 3 i64 4 i64 5 binary 6 binary 7 bool 8 bool"),
        ["Pages"] = Fields("1 i32 2 i32 3 i32"),
        ["Sizes"] = Fields("1 i64 2 [i64] 3 [i64]"),
        ["Places"] = Fields("1 Box 2 [i32]"),
        ["Box"] = Fields("1 double 2 double 3 double 4 double 5 double 6 double 7 double 8 double"),
        ["Pair"] = Fields("1 binary 2 binary"),
        ["Order"] = Fields("1 Empty"),
    };

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private FooterCheck(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Checks the footer of an open file and leaves the file at its beginning.</summary>
    /// <exception cref="InvalidDataException">There is no footer, or it is not whole.</exception>
    public static void Require(Stream file)
    {
        Span<byte> tail = stackalloc byte[8];
        if (file.Length < 12) throw new InvalidDataException($"{file.Length} bytes");
        file.Seek(-8, SeekOrigin.End);
        file.ReadExactly(tail);
        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail[4..].SequenceEqual("PAR1"u8)) throw new InvalidDataException("no parquet mark at the end");
        if (length <= 0 || length > file.Length - 12) throw new InvalidDataException($"a footer of {length} bytes in a file of {file.Length}");
        var footer = new byte[length];
        file.Seek(-8 - length, SeekOrigin.End);
        file.ReadExactly(footer);
        new FooterCheck(footer).Walk("File");
        file.Seek(0, SeekOrigin.Begin);
    }

    private void Walk(string name)
    {
        var fields = s_structs[name];
        for (int id = 0; ;)
        {
            int header = Next(), type = header & 0x0F, step = header >> 4;
            if (header == 0) return;
            id = step == 0 ? (short)Zigzag(Varint()) : id + step;
            if (!fields.TryGetValue(id, out string? wanted)) Skip(type, name, id);
            else if (wanted == "bool" ? type is True or False : type == TypeOf(wanted)) Value(wanted);
            else throw new InvalidDataException($"field {id} of {name} of type {type} in the footer");
        }
    }

    private void Value(string type)
    {
        switch (type)
        {
            case "bool": break;
            case "byte": Take(1); break;
            case "double": Take(8); break;
            case "binary": Take(Varint()); break;
            case "i16" or "i32" or "i64": Varint(); break;
            case ['[', .., ']']: Items(type[1..^1]); break;
            default: Walk(type); break;
        }
    }

    private void Items(string type)
    {
        int header = Next();
        ulong count = header >> 4 == 15 ? Varint() : (ulong)(header >> 4);
        // Every item takes a byte at least, so a list cannot be longer than what is left.
        if (count > (ulong)(_bytes.Length - _at)) throw new InvalidDataException($"a list of {count} in the footer");
        if (count > 0 && (header & 0x0F) != TypeOf(type)) throw new InvalidDataException("a list of another type in the footer");
        for (ulong i = 0; i < count; i++) Value(type);
    }

    // A newer format may add plain fields; what lies deeper cannot be told from damage.
    private void Skip(int type, string name, int id)
    {
        switch (type)
        {
            case True or False: break;
            case Byte: Take(1); break;
            case I16 or I32 or I64: Varint(); break;
            case Double: Take(8); break;
            case Binary: Take(Varint()); break;
            default: throw new InvalidDataException($"an unknown field {id} of {name} in the footer");
        }
    }

    private static int TypeOf(string type) => type[0] == '[' ? List : s_plain.TryGetValue(type, out int plain) ? plain : Struct;

    private static long Zigzag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private int Next() => _at < _bytes.Length ? _bytes[_at++] : throw new InvalidDataException("the end within the footer");

    private void Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at)) throw new InvalidDataException($"{count} bytes beyond the footer");
        _at += (int)count;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            int part = Next();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        throw new InvalidDataException("a number without an end in the footer");
    }

    private static Dictionary<int, string> Fields(string text)
    {
        string[] words = text.Split(' ');
        return Enumerable.Range(0, words.Length / 2).ToDictionary(i => int.Parse(words[2 * i], null), i => words[2 * i + 1]);
    }
}
