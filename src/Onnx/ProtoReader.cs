using System.Text;

namespace Forewarn.Onnx;

/// <summary>Protocol-buffer wire format, read side: one pass over the fields of one message.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;
    private ReadOnlySpan<byte> _bytes;

    public int Field { get; private set; }

    /// <summary>Wire type: 0 varint, 1 64-bit, 2 length-delimited, 5 32-bit.</summary>
    public int Kind { get; private set; }

    /// <summary>Value of a varint field.</summary>
    public long Integer { get; private set; }

    /// <summary>Content of a length-delimited field.</summary>
    public readonly ReadOnlySpan<byte> Bytes =>
        Kind == 2 ? _bytes : throw new InvalidDataException($"field {Field} has wire type {Kind}, wanted 2");

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Moves to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The message breaks off or is malformed.</exception>
    public bool Next()
    {
        if (_at == _message.Length) return false;
        ulong key = Varint();
        (Field, Kind) = ((int)(key >> 3), (int)(key & 7));
        switch (Kind)
        {
            case 0: Integer = (long)Varint(); break;
            case 1: Take(8); break;
            case 2: Take(Varint()); break;
            case 5: Take(4); break;
            default: throw new InvalidDataException($"wire type {Kind} at byte {_at} does not exist");
        }
        return true;
    }

    /// <summary>Writes the present field as it is; 64-bit and 32-bit fields do not occur where models are rewritten.</summary>
    public readonly void CopyTo(ProtoWriter to)
    {
        if (Kind == 0) to.Int(Field, Integer);
        else to.Bytes(Field, Bytes);
    }

    private void Take(ulong length)
    {
        if (length > (ulong)(_message.Length - _at))
            throw new InvalidDataException(
                $"field {Field} wants {length} bytes at byte {_at}, {_message.Length - _at} are left");
        _bytes = _message.Slice(_at, (int)length);
        _at += (int)length;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_at == _message.Length) throw new InvalidDataException($"the message breaks off at byte {_at}");
            byte b = _message[_at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return value;
        }
        throw new InvalidDataException($"a varint longer than ten bytes ends at byte {_at}");
    }
}
