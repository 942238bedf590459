namespace Forewarn.Recording;

/// <summary>What the messages of a channel look like.</summary>
/// <param name="Id">Never 0.</param>
/// <param name="Name">For ROS 2 <c>sensor_msgs/msg/JointState</c>.</param>
/// <param name="Encoding">For ROS 2 <c>ros2msg</c>, sometimes <c>ros2idl</c>.</param>
public sealed record McapSchema(ushort Id, string Name, string Encoding, ReadOnlyMemory<byte> Data)
{
    /// <summary>The data as UTF-8 text.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Data.Span);
}
