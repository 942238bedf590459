using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using Forewarn.Core;
using Forewarn.Recording.SafeTensors;

namespace Forewarn.Recording.Tests.SafeTensors;

public sealed class SafeTensorsFileTests : IDisposable
{
    private static readonly Gen<TensorData> Tensors = Gen.Select(Gen.Enum<TensorDtype>(), Gen.Long[0, 4].Array[0, 3]).SelectMany(t =>
    {
        int bytes = (int)t.Item2.Aggregate((long)t.Item1.Size(), (a, b) => a * b);
        return Gen.Byte.Array[bytes].Select(data => new TensorData("", t.Item1, t.Item2, data));
    });

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_dtype_and_shape_comes_back() => Tensors.Array[0, 6].Sample(drawn =>
    {
        TensorData[] tensors = [.. drawn.Select((t, i) => t with { Name = $"läyer.{i}/\"weight\"" })];
        using var file = SafeTensorsFile.Open(Save(tensors, new() { ["format"] = "pt", ["né"] = "ü" }));
        Assert.Equal(("pt", "ü"), (file.Metadata["format"], file.Metadata["né"]));
        Assert.Equal(tensors.Length, file.Tensors.Count);
        foreach (var tensor in tensors)
        {
            var entry = file.Entry(tensor.Name);
            Assert.Equal(tensor.Dtype, entry.Dtype);
            Assert.Equal(tensor.Shape, entry.Shape);
            var bytes = new byte[entry.ByteLength];
            file.Read(tensor.Name, bytes);
            Assert.Equal(tensor.Bytes.ToArray(), bytes);
        }
    }, iter: 150, threads: 1);

    [Fact]
    public void The_layout_is_the_one_of_earlier_checkpoints()
    {
        const string header = """{"__metadata__":{"step":"3"},"w/b":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""";
        byte[] data = MemoryMarshal.AsBytes<float>([1f, -2f]).ToArray();
        var bytes = File.ReadAllBytes(Save([new("w/b", TensorDtype.F32, [1, 2], data)], new() { ["step"] = "3" }));
        byte[] padded = Encoding.UTF8.GetBytes(header.PadRight((header.Length + 7) / 8 * 8));
        Assert.Equal([(byte)padded.Length, 0, 0, 0, 0, 0, 0, 0, .. padded, .. data], bytes);
    }

    [Fact]
    public void Half_precision_widens_exactly_and_double_rounds()
    {
        float[] exact = [0f, -1.5f, 0.25f, float.PositiveInfinity, 2048f];
        Half[] halves = [.. exact.Select(v => (Half)v)];
        ushort[] brains = [.. exact.Select(v => (ushort)(BitConverter.SingleToUInt32Bits(v) >> 16))];
        double[] doubles = [.. exact.Select(v => (double)v)];
        using var file = SafeTensorsFile.Open(Save(
        [
            new("f16", TensorDtype.F16, [5], MemoryMarshal.AsBytes<Half>(halves).ToArray()),
            new("bf16", TensorDtype.BF16, [5], MemoryMarshal.AsBytes<ushort>(brains).ToArray()),
            new("f32", TensorDtype.F32, [5, 1], MemoryMarshal.AsBytes<float>(exact).ToArray()),
            new("f64", TensorDtype.F64, [1, 5], MemoryMarshal.AsBytes<double>(doubles).ToArray()),
            new("i8", TensorDtype.I8, [5], new byte[5]),
        ]));
        foreach (string name in new[] { "f16", "bf16", "f32", "f64" }) Assert.Equal(exact, file.ReadFloats(name));
        Assert.Contains("I8", Assert.Throws<ForewarnException>(() => file.ReadFloats("i8")).Message, StringComparison.Ordinal);
        Assert.Contains("'f8'", Assert.Throws<ForewarnException>(() => file.ReadFloats("f8")).Message, StringComparison.Ordinal);
        Assert.Throws<ForewarnException>(() => file.Read("f16", new byte[9]));
    }

    [Fact]
    public void A_long_tensor_is_converted_in_parts()
    {
        Half[] values = [.. Enumerable.Range(0, 100_001).Select(i => (Half)(i % 1000))];
        using var file = SafeTensorsFile.Open(Save([new("a", TensorDtype.F16, [100_001], MemoryMarshal.AsBytes<Half>(values).ToArray())]));
        Assert.Equal(values.Select(v => (float)v), file.ReadFloats("a"));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, null)]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}  """, 4, null)]
    [InlineData("""{"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 2, null)]
    [InlineData("""{"e":{"dtype":"U8","shape":[9223372036854775807,0],"data_offsets":[0,0]}}""", 0, null)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "7 bytes of data")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "9 bytes of data")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "12 bytes for F32 [3]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "shape [-2]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "shape [4611686018427387904, 4]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 8, "bytes -8 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "bytes 8 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "1 data offsets")]
    [InlineData("""{"a":{"dtype":"F9","shape":[2],"data_offsets":[0,8]}}""", 8, "dtype 'F9'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "overlap before tensor 'b'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3, "hole before tensor 'b'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "unreadable header")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "metadata 'a'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1]}}""", 1, "unreadable header")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "unreadable header")]
    [InlineData("""[1,2]""", 0, "unreadable header")]
    [InlineData("""{"a":""", 0, "unreadable header")]
    public void Headers_are_held_to_the_format(string header, int dataLength, string? fault)
    {
        string path = SaveRaw(Encoding.UTF8.GetBytes(header), dataLength);
        if (fault is null)
        {
            using var file = SafeTensorsFile.Open(path);
            Assert.NotEmpty(file.Tensors);
            return;
        }
        Assert.Contains(fault, Assert.Throws<ForewarnException>(() => SafeTensorsFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000_001UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 20)]
    public void A_header_longer_than_file_or_limit_allocates_nothing(ulong claimed)
    {
        var bytes = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claimed);
        string path = _folder.At("long.safetensors");
        File.WriteAllBytes(path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains($"{claimed} bytes", Assert.Throws<ForewarnException>(() => SafeTensorsFile.Open(path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
    }

    [Fact]
    public void Missing_and_cut_files_are_named()
    {
        Assert.Contains("none.safetensors", Assert.Throws<ForewarnException>(() => SafeTensorsFile.Open(_folder.At("none.safetensors"))).Message,
            StringComparison.Ordinal);
        var whole = File.ReadAllBytes(Save([new("a", TensorDtype.U8, [5], new byte[5])]));
        string path = _folder.At("cut.safetensors");
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<ForewarnException>(() => SafeTensorsFile.Open(path));
        }
    }

    [Fact]
    public void Changed_bytes_are_refused_or_read() => Gen.Select(Tensors.Array[1, 4], Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[1, 4]).Sample((drawn, changes) =>
    {
        string path = Save([.. drawn.Select((t, i) => t with { Name = $"t{i}" })]);
        var bytes = File.ReadAllBytes(path);
        foreach (var (at, value) in changes) bytes[at % bytes.Length] = value;
        File.WriteAllBytes(path, bytes);
        try
        {
            using var file = SafeTensorsFile.Open(path);
            foreach (var tensor in file.Tensors) file.Read(tensor.Name, new byte[tensor.ByteLength]);
        }
        catch (ForewarnException fault)
        {
            Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        }
    }, iter: 500, threads: 1);

    [Fact]
    public void What_does_not_fit_is_not_written()
    {
        var tensor = new TensorData("a", TensorDtype.F32, [2], new byte[8]);
        foreach (TensorData[] wrong in new TensorData[][] { [tensor, tensor], [tensor with { Shape = [3] }], [tensor with { Name = "__metadata__" }] })
        {
            using var target = new MemoryStream();
            Assert.Throws<ForewarnException>(() => SafeTensorsWriter.Write(target, wrong, new Dictionary<string, string>()));
            Assert.Equal(0, target.Length);
        }
    }

    private string Save(TensorData[] tensors, Dictionary<string, string>? metadata = null)
    {
        string path = _folder.At("model.safetensors");
        using var stream = File.Create(path);
        SafeTensorsWriter.Write(stream, tensors, metadata ?? []);
        return path;
    }

    private string SaveRaw(byte[] header, int dataLength)
    {
        string path = _folder.At("header.safetensors");
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        File.WriteAllBytes(path, [.. length, .. header, .. new byte[dataLength]]);
        return path;
    }
}
