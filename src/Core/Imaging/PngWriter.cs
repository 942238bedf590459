using System.Buffers.Binary;
using System.IO.Compression;

namespace Forewarn.Core;

/// <summary>Writes 8-bit RGB pictures as PNG (RFC 2083), without a graphics library.</summary>
public static class PngWriter
{
    /// <param name="rgb"><c>[H, W, 3]</c>, top row first.</param>
    /// <param name="height">H.</param>
    /// <param name="width">W.</param>
    /// <exception cref="ForewarnException">The sizes disagree.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> rgb, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Shape.Require("picture", rgb.Length, ("H", height), ("W", width), ("rgb", 3));
        using var png = new MemoryStream();
        png.Write(PngFormat.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, 2); // bits per sample, color type RGB
        Chunk(png, "IHDR"u8, header);
        using (var packed = new MemoryStream())
        {
            using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                WriteRows(zlib, rgb, height, width * 3);
            Chunk(png, "IDAT"u8, packed.GetBuffer().AsSpan(0, (int)packed.Length));
        }
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void WriteRows(Stream stream, ReadOnlySpan<byte> rgb, int height, int stride)
    {
        // Filter 2 (difference to the row above) suits rendered scenes, whose columns change slowly.
        var line = new byte[stride + 1];
        for (int y = 0; y < height; y++)
        {
            var row = rgb.Slice(y * stride, stride);
            var above = y == 0 ? default : rgb.Slice((y - 1) * stride, stride);
            line[0] = 2;
            for (int x = 0; x < stride; x++) line[x + 1] = (byte)(row[x] - (y == 0 ? 0 : above[x]));
            stream.Write(line);
        }
    }

    private static void Chunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, body.Length);
        stream.Write(word);
        stream.Write(type);
        stream.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(word, PngFormat.Crc(type, body));
        stream.Write(word);
    }
}
