using Forewarn.Messages;

namespace Forewarn.RosBridge.Tests;

/// <summary>A hand-written message: one int64.</summary>
internal sealed class Count : IRosMessage<Count>
{
    public long Data { get; set; }

    public static MessageType Type { get; } =
        new("test_msgs/msg/Count", "RIHS01_" + new string('1', 64), "int64 data\n", new(new uint[1], 0, 8, 8, true));

    public void WriteTo(CdrWriter writer) => writer.Write(Data);

    public void ReadFrom(ref CdrReader reader) => Data = reader.Read<long>();
}
