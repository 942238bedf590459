namespace Forewarn.Recording.Tests;

/// <summary>MCAP files in memory.</summary>
internal static class McapFiles
{
    public static TheoryData<McapCompression, bool> Layouts => new()
    {
        { McapCompression.None, true }, { McapCompression.Lz4, true }, { McapCompression.Zstd, true }, { McapCompression.None, false },
    };

    /// <summary>Messages of two topics; message i at <c>10 i + 5</c>, published at <c>10 i</c>, 4 + i % 40 bytes of value i.</summary>
    public static byte[] Write(int count, McapWriterOptions options, Func<int, long>? time = null, bool close = true)
    {
        var stream = new MemoryStream();
        var writer = new McapWriter(stream, options);
        ushort schema = writer.AddSchema("std_msgs/msg/String", "ros2msg", "string data\n");
        ushort even = writer.AddChannel(schema, "/even", "cdr", new Dictionary<string, string> { ["a"] = "b" });
        ushort odd = writer.AddChannel(schema, "/odd", "cdr", new Dictionary<string, string>());
        for (int i = 0; i < count; i++)
            writer.Write(i % 2 == 0 ? even : odd, (uint)i, time?.Invoke(i) ?? 10 * i + 5, 10 * i, Data(i));
        writer.AddMetadata("forewarn", new Dictionary<string, string> { ["key"] = "value" });
        if (close) writer.Close();
        else writer.Flush();
        return stream.ToArray();
    }

    public static byte[] Data(int i)
    {
        byte[] data = new byte[4 + i % 40];
        Array.Fill(data, (byte)i);
        return data;
    }

    public static McapReader Read(byte[] bytes) => new(new MemoryStream(bytes));

    /// <summary>Sequence numbers of what is read, each checked for topic and bytes.</summary>
    public static List<int> Numbers(IEnumerable<McapMessage> messages)
    {
        var numbers = new List<int>();
        foreach (var message in messages)
        {
            int i = (int)message.Sequence;
            Assert.Equal(i % 2 == 0 ? "/even" : "/odd", message.Channel.Topic);
            Assert.Equal(Data(i), message.Data.ToArray());
            numbers.Add(i);
        }

        return numbers;
    }
}
