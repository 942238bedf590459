using System.Buffers.Binary;
using System.IO.Compression;
using Forewarn.Core;

namespace Forewarn.Simulation.Imaging;

/// <summary>Writes 8-bit RGB pictures as PNG (RFC 2083), without a graphics library.</summary>
public static class PngWriter
{
    private static readonly uint[] s_crc = [.. Enumerable.Range(0, 256).Select(CrcEntry)];

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
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
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
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Crc(Crc(~0u, type), body));
        stream.Write(word);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes) crc = s_crc[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint CrcEntry(int n)
    {
        uint c = (uint)n;
        for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        return c;
    }
}
