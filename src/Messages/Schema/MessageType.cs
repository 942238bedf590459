namespace Forewarn.Messages;

/// <summary>What a ROS 2 message is on the wire, whoever carries it.</summary>
/// <param name="Name">For example <c>sensor_msgs/msg/JointState</c>.</param>
/// <param name="Hash">Type hash, <c>RIHS01_</c> and 64 hexadecimal digits (REP 2011).</param>
/// <param name="Definition">The <c>.msg</c> text with every type it refers to, as recordings keep it (<c>ros2msg</c>).</param>
/// <param name="Program">How CycloneDDS walks a sample.</param>
/// <param name="ServiceProgram">
/// The same for a request or reply with the 16-byte correlation header of rmw_cyclonedds in front; null for plain messages.
/// </param>
public sealed record MessageType(
    string Name, string Hash, string Definition, MarshallingProgram Program, MarshallingProgram? ServiceProgram = null)
{
    /// <summary>For example <c>sensor_msgs::msg::dds_::JointState_</c>.</summary>
    public string DdsName => Name.Split('/') is [var package, var kind, var type]
        ? $"{package}::{kind}::dds_::{type}_"
        : throw new FormatException($"message type '{Name}': wanted package/kind/Type.");
}
