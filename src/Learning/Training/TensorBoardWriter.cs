using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Forewarn.Learning.Training;

/// <summary>
/// Writes a TensorBoard event file: length-prefixed records with masked CRC-32C around protobuf <c>Event</c> messages
/// (<c>wall_time</c> 1, <c>step</c> 2, <c>file_version</c> 3, <c>summary</c> 5).
/// </summary>
internal sealed class TensorBoardWriter : IDisposable
{
    private readonly FileStream stream;
    private readonly TimeProvider time;

    public TensorBoardWriter(string folder, TimeProvider time)
    {
        this.time = time;
        // Two files of one second (a quick resume) must not share a name.
        string stem = string.Create(
            CultureInfo.InvariantCulture, $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds():D10}.forewarn");
        string path = Path.Combine(folder, stem);
        for (int i = 1; File.Exists(path); i++) path = Path.Combine(folder, $"{stem}.{i}");
        stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        using var first = Event(0);
        WriteBytes(first, 3, Encoding.ASCII.GetBytes("brain.Event:2"));
        WriteRecord(first);
    }

    public void Append(long step, IReadOnlyDictionary<string, double> figures)
    {
        using var summary = new MemoryStream();
        Span<byte> single = stackalloc byte[4];
        foreach (var (name, value) in figures)
        {
            using var entry = new MemoryStream();
            WriteBytes(entry, 1, Encoding.UTF8.GetBytes(name));
            entry.WriteByte((2 << 3) | 5);
            BinaryPrimitives.WriteSingleLittleEndian(single, (float)value);
            entry.Write(single);
            WriteBytes(summary, 1, entry.ToArray());
        }
        using var message = Event(step);
        WriteBytes(message, 5, summary.ToArray());
        WriteRecord(message);
        stream.Flush();
    }

    public void Dispose() => stream.Dispose();

    /// <summary>
    /// CRC-32C rotated and offset as the record format demands, so that checksums of checksums differ.
    /// </summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data) crc = BitOperations.Crc32C(crc, b);
        crc = ~crc;
        return BitOperations.RotateRight(crc, 15) + 0xA282EAD8u;
    }

    private MemoryStream Event(long step)
    {
        var message = new MemoryStream();
        message.WriteByte((1 << 3) | 1);
        Span<byte> stamp = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(stamp, time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
        message.Write(stamp);
        message.WriteByte(2 << 3);
        WriteVarint(message, (ulong)step);
        return message;
    }

    private void WriteRecord(MemoryStream message)
    {
        var data = message.ToArray();
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedCrc(head[..8]));
        stream.Write(head);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32LittleEndian(head, MaskedCrc(data));
        stream.Write(head[..4]);
    }

    private static void WriteBytes(Stream target, int field, byte[] data)
    {
        target.WriteByte((byte)((field << 3) | 2));
        WriteVarint(target, (ulong)data.Length);
        target.Write(data);
    }

    private static void WriteVarint(Stream target, ulong value)
    {
        for (; value >= 0x80; value >>= 7) target.WriteByte((byte)(value | 0x80));
        target.WriteByte((byte)value);
    }
}
