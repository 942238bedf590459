using Forewarn.Messages;

namespace Forewarn.RosBridge.Tests;

/// <summary>A hand-written message: one string.</summary>
internal sealed class Text : IRosMessage<Text>
{
    public string Data { get; set; } = "";

    public static MessageType Type { get; } =
        new("test_msgs/msg/Text", "RIHS01_" + new string('0', 64), "string data\n", new(new uint[1], 0, 8, 8, false));

    public void WriteTo(CdrWriter writer) => writer.Write(Data);

    public void ReadFrom(ref CdrReader reader) => Data = reader.ReadString(Data);
}
