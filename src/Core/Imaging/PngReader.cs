using System.Buffers.Binary;
using System.IO.Compression;

namespace Forewarn.Core;

/// <summary>
/// Reads PNG (RFC 2083) of 8-bit grey, RGB and RGBA samples without interlace. Strict: checksums, order of chunks and the
/// amount of data must be right, and nothing is allocated for a size that the compressed data cannot fill.
/// </summary>
public static class PngReader
{
    private const int ChunkFrame = 12;

    // A deflate stream expands its input by no more than this factor (RFC 1951: 258 bytes for two bits).
    private const long MostExpansion = 1032;

    /// <summary>Height, width and channels, from the header alone.</summary>
    /// <exception cref="ForewarnException">The bytes do not begin as a PNG that can be decoded.</exception>
    public static (int Height, int Width, int Channels) ReadSize(ReadOnlySpan<byte> png)
    {
        if (!png.StartsWith(PngFormat.Signature)) throw Damaged("no PNG signature");
        var (type, body, _) = NextChunk(png, PngFormat.Signature.Length);
        if (!type.SequenceEqual("IHDR"u8) || body.Length != 13) throw Damaged("no header chunk");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(body), height = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        int channels = body[9] switch { 0 => 1, 2 => 3, 6 => 4, _ => 0 };
        if (body[8] != 8 || channels == 0) throw Unsupported($"{body[8]} bits per sample of color type {body[9]}");
        if (body[10] != 0 || body[11] != 0) throw Damaged($"compression {body[10]} and filter {body[11]}");
        if (body[12] != 0) throw Unsupported("interlaced rows");
        if (width == 0 || height == 0 || width > int.MaxValue || height > int.MaxValue) throw Damaged($"{width} x {height} pixels");
        if ((long)height * ((long)width * channels + 1) > Array.MaxLength) throw Unsupported($"{width} x {height} pixels");
        return ((int)height, (int)width, channels);
    }

    /// <exception cref="ForewarnException">The bytes are no complete PNG of a supported kind.</exception>
    public static Picture Decode(ReadOnlySpan<byte> png)
    {
        var (height, width, channels) = ReadSize(png);
        byte[] packed = Gather(png);
        int stride = width * channels;
        long wanted = (long)height * (stride + 1);
        if (wanted > packed.Length * MostExpansion) throw Damaged($"{packed.Length} bytes of data for {width} x {height} pixels");
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            var samples = ReadRows(zlib, height, stride, channels);
            if (zlib.ReadByte() >= 0) throw Damaged("more data than pixels");
            return new(height, width, channels, samples);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            throw Damaged("data that does not decompress to all pixels", fault);
        }
    }

    // Data chunks must follow each other; other critical chunks than the palette (a hint, for true color) are unknown to us.
    private static byte[] Gather(ReadOnlySpan<byte> png)
    {
        using var packed = new MemoryStream();
        int at = PngFormat.Signature.Length;
        bool isFirst = true, hasData = false, isClosed = false;
        while (true)
        {
            var (type, body, next) = NextChunk(png, at);
            at = next;
            if (type.SequenceEqual("IEND"u8)) break;
            if (type.SequenceEqual("IDAT"u8))
            {
                if (isClosed) throw Damaged("data chunks that are torn apart");
                packed.Write(body);
                hasData = true;
            }
            else
            {
                isClosed = hasData;
                bool isCritical = (type[0] & 0x20) == 0;
                bool isKnown = isFirst ? type.SequenceEqual("IHDR"u8) : type.SequenceEqual("PLTE"u8);
                if (isCritical && !isKnown) throw Damaged("an unknown critical chunk");
            }
            isFirst = false;
        }
        if (!hasData) throw Damaged("no data chunk");
        if (at != png.Length) throw Damaged($"{png.Length - at} bytes behind the end");
        return packed.ToArray();
    }

    private static Chunk NextChunk(ReadOnlySpan<byte> png, int at)
    {
        if (png.Length - at < ChunkFrame) throw Damaged("a cut file");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
        if (length > png.Length - at - ChunkFrame) throw Damaged($"a chunk of {length} bytes in a file of {png.Length}");
        var type = png.Slice(at + 4, 4);
        var body = png.Slice(at + 8, (int)length);
        int end = at + 8 + (int)length;
        if (BinaryPrimitives.ReadUInt32BigEndian(png[end..]) != PngFormat.Crc(type, body)) throw Damaged("a wrong checksum");
        return new(type, body, end + 4);
    }

    private static byte[] ReadRows(ZLibStream stream, int height, int stride, int channels)
    {
        var samples = new byte[height * stride];
        Span<byte> above = new byte[stride];
        for (int y = 0; y < height; y++)
        {
            int filter = stream.ReadByte();
            var row = samples.AsSpan(y * stride, stride);
            stream.ReadExactly(row);
            Undo(filter, row, above, channels);
            above = row;
        }
        return samples;
    }

    private static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int channels)
    {
        if (filter is < 0 or > 4) throw Damaged($"row filter {filter}");
        for (int x = 0; x < row.Length && filter != 0; x++)
        {
            byte left = x < channels ? (byte)0 : row[x - channels];
            row[x] += filter switch
            {
                1 => left,
                2 => above[x],
                3 => (byte)((left + above[x]) / 2),
                _ => Paeth(left, above[x], x < channels ? (byte)0 : above[x - channels]),
            };
        }
    }

    private static byte Paeth(int left, int above, int corner)
    {
        int guess = left + above - corner;
        int fromLeft = Math.Abs(guess - left), fromAbove = Math.Abs(guess - above), fromCorner = Math.Abs(guess - corner);
        return (byte)(fromLeft <= fromAbove && fromLeft <= fromCorner ? left : fromAbove <= fromCorner ? above : corner);
    }

    private static ForewarnException Damaged(string found, Exception? cause = null) =>
        ForewarnException.Of("picture", found, "a complete PNG", "Write the picture again.", ExitCode.Failed, cause);

    private static ForewarnException Unsupported(string found) => ForewarnException.Of(
        "picture", found, "8-bit grey, RGB or RGBA without interlace", "Convert the picture first.");

    private readonly ref struct Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body, int next)
    {
        private readonly ReadOnlySpan<byte> _type = type, _body = body;

        public void Deconstruct(out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> body, out int next)
        {
            type = _type;
            body = _body;
            next = Next;
        }

        private int Next { get; } = next;
    }
}
