using System.Buffers;
using K4os.Compression.LZ4.Streams;
using ZstdSharp;

namespace Forewarn.Recording;

/// <summary>Compresses and restores the records of chunks.</summary>
internal sealed class ChunkCodec : IDisposable
{
    private const int FirstRoom = 1 << 16;

    private readonly Compressor? _zstd;
    private readonly McapCompression _compression;

    public ChunkCodec(McapCompression compression, int zstdLevel)
    {
        _compression = compression;
        if (compression == McapCompression.Zstd) _zstd = new Compressor(zstdLevel);
    }

    /// <summary>Replaces what <paramref name="target"/> holds by the compressed records.</summary>
    public void Compress(ReadOnlySpan<byte> records, RecordBuffer target)
    {
        target.Clear();
        if (_compression == McapCompression.Zstd)
        {
            target.Advance(_zstd!.Wrap(records, target.Room(Compressor.GetCompressBound(records.Length))));
            return;
        }

        var writer = new ArrayBufferWriter<byte>(records.Length / 2 + 64);
        LZ4Frame.Encode(records, writer);
        target.Raw(writer.WrittenSpan);
    }

    public void Dispose() => _zstd?.Dispose();

    /// <summary>
    /// Restores records. The memory grows with what has been decoded, never with what the file claims.
    /// </summary>
    /// <param name="size">What the file says that comes out; anything else is an error.</param>
    /// <param name="restored">Rented from the shared pool; the caller gives it back.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Restore(string compression, ArraySegment<byte> bytes, int size, out byte[] restored)
    {
        restored = [];
        if (compression is not ("lz4" or "zstd")) return $"the chunk is compressed as '{compression}', which nobody here reads";
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(size, FirstRoom + 8L * bytes.Count));
        try
        {
            using var source = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
            using Stream decoder = compression == "zstd"
                ? new DecompressionStream(source, checkEndOfStream: true, leaveOpen: true)
                : LZ4Stream.Decode(source, leaveOpen: true);
            int length = 0;
            while (true)
            {
                if (length == buffer.Length && length < size) buffer = Grow(buffer, size);
                int count = decoder.Read(buffer, length, Math.Min(buffer.Length, size) - length);
                if (count == 0) break;
                length += count;
            }

            if (length == size && decoder.ReadByte() < 0)
            {
                (restored, buffer) = (buffer, []);
                return null;
            }

            return $"the chunk holds {(length < size ? $"{length}" : "more than the")} bytes, wanted {size}";
        }
        // The decoders throw whatever their tables run into on damaged bytes.
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return $"the chunk cannot be decompressed: {fault.Message.TrimEnd('.')}";
        }
        finally
        {
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int size)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(size, 2L * buffer.Length));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
