using System.Security.Cryptography;
using System.Text.Json;
using Forewarn.Messages;
using Forewarn.Tests;

namespace Forewarn.Recording.Tests.Interop;

/// <summary>Foxglove's own reader and deserializer on what we write.</summary>
public sealed class FoxgloveReaderTests
{
    public static TheoryData<McapCompression, string> Ways => new()
    {
        { McapCompression.None, "indexed" }, { McapCompression.Lz4, "indexed" }, { McapCompression.Zstd, "indexed" },
        { McapCompression.None, "stream" }, { McapCompression.Zstd, "stream" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_bag_reads_the_same(McapCompression compression, string way)
    {
        using var scratch = new Scratch();
        string file = Write(scratch, new() { Compression = compression, ChunkSize = 4000 });
        var found = JsonDocument.Parse(NpmPeer.Mcap.Run("read-mcap.mjs", way, file)).RootElement;
        Assert.True(found.GetProperty("ended").GetBoolean());
        Assert.Equal(("ros2", McapWriter.Library), (found.GetProperty("profile").GetString(), found.GetProperty("library").GetString()));
        Compare(Expected(400), found);
        foreach (var topic in Samples.All)
        {
            var channel = found.GetProperty("channels").GetProperty(topic.Name);
            Assert.Equal((topic.Type.Name, "cdr"), (channel.GetProperty("schema").GetString(), channel.GetProperty("encoding").GetString()));
            var metadata = channel.GetProperty("metadata");
            Assert.Equal(topic.Type.Hash, metadata.GetProperty("topic_type_hash").GetString());
            Assert.Equal(QosText.Of(topic.Qos), metadata.GetProperty("offered_qos_profiles").GetString());
            var schema = found.GetProperty("schemas").GetProperty(topic.Type.Name);
            Assert.Equal(("ros2msg", topic.Type.Definition), (schema.GetProperty("encoding").GetString(), schema.GetProperty("text").GetString()));
        }

        var session = Assert.Single(found.GetProperty("metadata").EnumerateArray());
        Assert.Equal(("forewarn", "one arm", "日本語"),
            (session[0].GetString(), session[1].GetProperty("robot").GetString(), session[1].GetProperty("grüße").GetString()));
        if (way == "indexed") Assert.Equal("400", found.GetProperty("statistics").GetProperty("messageCount").GetString());
    }

    [Theory]
    [InlineData(McapCompression.None)]
    [InlineData(McapCompression.Zstd)]
    [InlineData(McapCompression.Lz4)]
    public void Of_a_cut_file_both_find_the_same(McapCompression compression)
    {
        using var scratch = new Scratch();
        string file = Write(scratch, new() { Compression = compression, ChunkSize = 4000 });
        byte[] whole = File.ReadAllBytes(file);
        File.WriteAllBytes(file, whole[..(whole.Length * 2 / 3)]);
        var found = JsonDocument.Parse(NpmPeer.Mcap.Run("read-mcap.mjs", "stream", file)).RootElement;
        Assert.False(found.GetProperty("ended").GetBoolean());
        using var ours = McapReader.Open(file);
        var read = ours.Messages().Select(message => Row(message.Channel.Topic, message.LogTime, message.PublishTime, message.Data.Span)).ToList();
        int theirs = found.GetProperty("messages").GetArrayLength();
        // We also take the whole messages of a chunk that is not there to its end, if it is not compressed.
        Assert.InRange(read.Count, Math.Max(100, theirs), compression == McapCompression.None ? theirs + 40 : theirs);
        Assert.Equal(Expected(400)[..read.Count], read);
        Compare(read[..theirs], found);
    }

    [Fact]
    public void Payloads_decode_to_the_same_values()
    {
        using var scratch = new Scratch();
        var decoded = JsonDocument.Parse(NpmPeer.Mcap.Run("read-mcap.mjs", "indexed", Write(scratch, new()))).RootElement.GetProperty("decoded");
        var image = decoded.GetProperty("/camera/image_raw");
        Assert.Equal((4, 3, "rgb8", 9, "camera", 0), (
            image.GetProperty("height").GetInt32(), image.GetProperty("width").GetInt32(), image.GetProperty("encoding").GetString(),
            image.GetProperty("step").GetInt32(), image.GetProperty("header").GetProperty("frame_id").GetString(),
            image.GetProperty("header").GetProperty("stamp").GetProperty("sec").GetInt32()));
        Assert.Equal(Enumerable.Range(0, 36).Select(i => (byte)(i * 7)), image.GetProperty("data").EnumerateArray().Select(value => value.GetByte()));
        var joints = decoded.GetProperty("/joint_states");
        Assert.Equal(["shoulder", "elbow", "wrist"], joints.GetProperty("name").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal([1, 0.25, -1e-300], Doubles(joints.GetProperty("position")));
        Assert.Equal([double.MaxValue, 0, -1], Doubles(joints.GetProperty("velocity")));
        Assert.Empty(Doubles(joints.GetProperty("effort")));
        Assert.Equal("message 2: grüße, 日本語", decoded.GetProperty("/chatter").GetProperty("data").GetString());
        var plan = decoded.GetProperty("/plan");
        Assert.Equal(2, plan.GetProperty("points").GetArrayLength());
        Assert.All(plan.GetProperty("points").EnumerateArray(), point =>
        {
            Assert.Equal([3, 3.5], Doubles(point.GetProperty("positions")));
            Assert.Equal(3, point.GetProperty("time_from_start").GetProperty("sec").GetInt32());
        });
    }

    private static string Write(Scratch scratch, McapWriterOptions options)
    {
        using var bag = new BagWriter(scratch.At("bag"), new()
        {
            File = options, Session = new Dictionary<string, string> { ["robot"] = "one arm", ["grüße"] = "日本語" },
        });
        Samples.Fill(bag, 400);
        return bag.FilePath;
    }

    private static List<string> Expected(int count) =>
        [.. Samples.Run(count).Select(one => Row(one.Topic.Name, one.LogTime, one.PublishTime, one.Data))];

    private static string Row(string topic, long log, long publish, ReadOnlySpan<byte> data) =>
        $"{topic} {log} {publish} {Convert.ToHexStringLower(SHA256.HashData(data))}";

    private static void Compare(List<string> expected, JsonElement found) =>
        Assert.Equal(expected, found.GetProperty("messages").EnumerateArray()
            .Select(message => string.Join(' ', message.EnumerateArray().Select(part => part.GetString()))));

    private static double[] Doubles(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];
}
