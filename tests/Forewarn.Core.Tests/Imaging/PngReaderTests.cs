using System.Buffers.Binary;
using System.IO.Compression;
using CsCheck;

namespace Forewarn.Core.Tests.Imaging;

public sealed class PngReaderTests
{
    private static readonly Gen<(int H, int W, byte[] Rgb)> Pictures = Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20])
        .SelectMany((h, w) => Gen.Byte.Array[h * w * 3].Select(p => (h, w, p)));

    [Fact]
    public void What_the_writer_wrote_comes_back() => Pictures.Sample(t =>
    {
        var png = PngWriter.Encode(t.Rgb, t.H, t.W);
        Assert.Equal((t.H, t.W, 3), PngReader.ReadSize(png));
        var picture = PngReader.Decode(png);
        Assert.Equal((t.H, t.W, 3), (picture.Height, picture.Width, picture.Channels));
        Assert.Equal(t.Rgb, picture.Samples);
    }, iter: 200);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    [InlineData(6, 4)]
    public void Every_filter_of_every_kind_is_undone(int colorType, int channels) =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]).SelectMany((h, w) => Gen.Select(
            Gen.Byte.Array[h * w * channels], Gen.Int[0, 4].Array[h], (samples, filters) => (h, w, samples, filters)))
            .Sample(t => Assert.Equal(t.samples, PngReader.Decode(
                Encode(t.samples, t.h, t.w, colorType, channels, t.filters)).Samples), iter: 300);

    [Fact]
    public void Grey_and_alpha_become_rgb()
    {
        Assert.Equal([7, 7, 7, 9, 9, 9], new Picture(1, 2, 1, [7, 9]).ToRgb());
        Assert.Equal([1, 2, 3, 5, 6, 7], new Picture(1, 2, 4, [1, 2, 3, 4, 5, 6, 7, 8]).ToRgb());
    }

    [Theory]
    [InlineData(16, 2, 0, "16 bits")]
    [InlineData(8, 3, 0, "color type 3")]
    [InlineData(8, 2, 1, "interlaced")]
    public void Other_kinds_are_refused_by_name(int bits, int colorType, int interlace, string named)
    {
        var fault = Assert.Throws<ForewarnException>(() => PngReader.Decode(
            Chunks([.. Header(1, 1, colorType, bits, interlace)], new byte[40])));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_the_data_cannot_fill_allocates_nothing()
    {
        var huge = Chunks([.. Header(30000, 20000, 2)], new byte[100]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ForewarnException>(() => PngReader.Decode(huge));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Cut_and_changed_files_are_refused_or_whole() => Gen.Select(Pictures, Gen.Int, Gen.Int[1, 255], Gen.Bool).Sample((t, at, bits, cut) =>
    {
        var png = PngWriter.Encode(t.Rgb, t.H, t.W);
        at = (int)((uint)at % (uint)png.Length);
        if (!cut) png[at] ^= (byte)bits;
        Assert.Throws<ForewarnException>(() => PngReader.Decode(cut ? png.AsSpan(0, at) : png));
    }, iter: 2000);

    [Fact]
    public void Damage_under_right_checksums_is_refused_or_decoded() => Gen.Byte.Array[0, 60].Select(Gen.Byte.Array[13], Gen.Bool).Sample((data, header, isSmall) =>
    {
        // Sizes and kind are mostly plausible, so that the data is reached.
        if (isSmall) header = [0, 0, 0, (byte)(1 + header[3] % 8), 0, 0, 0, (byte)(1 + header[7] % 8), 8, (byte)(header[9] % 4 * 2), 0, 0, 0];
        try
        {
            var picture = PngReader.Decode(Chunks(header, isSmall ? Zip(data) : data));
            Assert.Equal(picture.Height * picture.Width * picture.Channels, picture.Samples.Length);
        }
        catch (ForewarnException fault)
        {
            Assert.StartsWith("picture", fault.Message, StringComparison.Ordinal);
        }
    }, iter: 3000);

    private static byte[] Header(int height, int width, int colorType, int bits = 8, int interlace = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)bits, (byte)colorType, (byte)interlace);
        return header;
    }

    // Filters the other way round, written from the standard's formulas rather than from the reader.
    private static byte[] Encode(byte[] samples, int height, int width, int colorType, int channels, int[] filters)
    {
        int stride = width * channels;
        var raw = new MemoryStream();
        for (int y = 0; y < height; y++)
        {
            raw.WriteByte((byte)filters[y]);
            for (int x = 0; x < stride; x++)
            {
                int a = At(y, x - channels), b = At(y - 1, x), c = At(y - 1, x - channels), p = a + b - c;
                int paeth = new[] { a, b, c }.MinBy(v => Math.Abs(p - v));
                raw.WriteByte((byte)(At(y, x) - new[] { 0, a, b, (a + b) / 2, paeth }[filters[y]]));
            }
        }
        return Chunks(Header(height, width, colorType), Zip(raw.ToArray()));

        int At(int y, int x) => y < 0 || x < 0 ? 0 : samples[y * stride + x];
    }

    private static byte[] Zip(byte[] raw)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(raw);
        return packed.ToArray();
    }

    private static byte[] Chunks(byte[] header, byte[] data)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Write("IHDR"u8.ToArray(), header);
        Write("IDAT"u8.ToArray(), data);
        Write("IEND"u8.ToArray(), []);
        return png.ToArray();

        void Write(byte[] type, byte[] body)
        {
            var word = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(word, body.Length);
            png.Write([.. word, .. type, .. body]);
            uint crc = ~0u;
            foreach (byte b in type.Concat(body))
            {
                crc ^= b;
                for (int k = 0; k < 8; k++) crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
            }
            BinaryPrimitives.WriteUInt32BigEndian(word, ~crc);
            png.Write(word);
        }
    }
}
