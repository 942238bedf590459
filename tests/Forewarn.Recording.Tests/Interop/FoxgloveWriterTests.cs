using Forewarn.Tests;

namespace Forewarn.Recording.Tests.Interop;

/// <summary>Our reader on what Foxglove's own writer writes.</summary>
public sealed class FoxgloveWriterTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("zstd")]
    [InlineData("unchunked")]
    public void Its_files_read_the_same(string way)
    {
        using var scratch = new Scratch();
        string file = scratch.At("theirs.mcap");
        NpmPeer.Mcap.Run("write-mcap.mjs", way, file);
        using var reader = McapReader.Open(file);
        Assert.Equal(("ros2", "another writer", 200L), (reader.Profile, reader.Library, reader.MessageCount));
        Assert.Equal(way != "unchunked", reader.IsIndexed);
        Assert.Equal((7L, 199_007L), (reader.StartTime, reader.EndTime));
        int i = 0;
        foreach (var message in reader.Messages())
        {
            Assert.Equal(i % 3 == 0 ? "/count" : "/text", message.Channel.Topic);
            Assert.Equal((1000L * i + 7, 1000L * i, (uint)i), (message.LogTime, message.PublishTime, message.Sequence));
            Assert.Equal(Enumerable.Repeat((byte)i, i % 50 + 4), message.Data.ToArray());
            i++;
        }

        Assert.Equal(200, i);
        var text = Assert.Single(reader.Channels, channel => channel.Topic == "/text");
        Assert.Equal(("std_msgs/msg/String", "ros2msg", "string data\n", "# of /text"),
            (text.Schema!.Name, text.Schema.Encoding, text.Schema.Text, text.Metadata["offered_qos_profiles"]));
        Assert.Equal(133, reader.CountOf(text.Id));
        Assert.Equal("日本語", Assert.Single(reader.Metadata, metadata => metadata.Name == "origin").Values["grüße"]);
        Assert.Empty(reader.Damages);
    }
}
