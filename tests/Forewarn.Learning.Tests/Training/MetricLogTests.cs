using System.Buffers.Binary;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.Training;

public class MetricLogTests
{
    [Fact]
    public void Masked_crc_matches_the_known_value()
    {
        // CRC-32C("123456789") = E3069283 (RFC 3720 check value); mask = rotate right 15 + a282ead8.
        uint expected = System.Numerics.BitOperations.RotateRight(0xE3069283u, 15) + 0xA282EAD8u;
        Assert.Equal(expected, TensorBoardWriter.MaskedCrc("123456789"u8));
    }

    [Fact]
    public void Event_records_frame_and_check_and_carry_the_value()
    {
        using var folder = new TemporaryFolder();
        using (var log = new MetricLog(RunFolder.At(folder.Path), TimeProvider.System))
            log.Append(300, new Dictionary<string, double> { ["loss"] = 0.5 });
        var bytes = File.ReadAllBytes(Directory.GetFiles(folder.Path, "events.*").Single());
        var records = new List<byte[]>();
        for (int at = 0; at < bytes.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
            Assert.Equal(TensorBoardWriter.MaskedCrc(bytes.AsSpan(at, 8)),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            var data = bytes.AsSpan(at + 12, length);
            Assert.Equal(TensorBoardWriter.MaskedCrc(data),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            records.Add(data.ToArray());
            at += 16 + length;
        }
        Assert.Equal(2, records.Count);
        Assert.Contains("brain.Event:2", System.Text.Encoding.ASCII.GetString(records[0]));
        // step 300 = varint AC 02 after tag 10; value 0.5f = 00 00 00 3F after tag 15.
        Assert.Contains("10AC02", Convert.ToHexString(records[1]));
        Assert.Contains("150000003F", Convert.ToHexString(records[1]));
        Assert.Equal("{\"step\":300,\"loss\":0.5}\n", File.ReadAllText(Path.Combine(folder.Path, "metrics.jsonl")));
    }
}
