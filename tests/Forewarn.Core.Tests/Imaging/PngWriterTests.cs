using System.Buffers.Binary;
using System.IO.Compression;
using CsCheck;
using Forewarn.Core;

namespace Forewarn.Core.Tests.Imaging;

public sealed class PngWriterTests
{
    [Fact]
    public void A_reader_of_the_format_gets_the_pixels_back() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20]).SelectMany((h, w) =>
            Gen.Byte.Array[h * w * 3].Select(p => (h, w, p)))
            .Sample(t => Assert.Equal(t.p, Decode(PngWriter.Encode(t.p, t.h, t.w), t.h, t.w)), iter: 200);

    [Fact]
    public void The_file_ends_with_the_well_known_end_chunk()
    {
        var png = PngWriter.Encode(new byte[3], 1, 1);
        Assert.Equal("0000000049454E44AE426082", Convert.ToHexString(png.AsSpan(^12)));
    }

    [Fact]
    public void A_buffer_of_the_wrong_size_is_refused() =>
        Assert.Throws<ForewarnException>(() => PngWriter.Encode(new byte[11], 2, 2));

    private static byte[] Decode(byte[] png, int height, int width)
    {
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(png.AsSpan(0, 8)));
        using var packed = new MemoryStream();
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var type = System.Text.Encoding.ASCII.GetString(png, at + 4, 4);
            var body = png.AsSpan(at + 8, length);
            if (type == "IHDR")
            {
                Assert.Equal((width, height),
                    (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..])));
                Assert.Equal("0802000000", Convert.ToHexString(body[8..]));
            }
            if (type == "IDAT") packed.Write(body);
            at += 12 + length;
        }
        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        var raw = new byte[height * (1 + width * 3)];
        zlib.ReadExactly(raw);
        var rgb = new byte[height * width * 3];
        for (int y = 0; y < height; y++)
        {
            var line = raw.AsSpan(y * (1 + width * 3), 1 + width * 3);
            Assert.True(line[0] is 0 or 2, "filters none and up");
            for (int x = 0; x < width * 3; x++)
                rgb[y * width * 3 + x] = (byte)(line[x + 1] +
                    (line[0] == 2 && y > 0 ? rgb[(y - 1) * width * 3 + x] : 0));
        }
        return rgb;
    }
}
