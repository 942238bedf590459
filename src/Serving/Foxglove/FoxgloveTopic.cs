using Forewarn.Messages;

namespace Forewarn.Serving;

/// <summary>A stream of messages as Foxglove must know it.</summary>
/// <param name="SchemaName">For example <c>sensor_msgs/msg/JointState</c>.</param>
/// <param name="Schema">Text of the type and of all it refers to.</param>
/// <param name="IsLatched">Whether a new subscriber gets the last message at once.</param>
public sealed record FoxgloveTopic(string Name, string SchemaName, string Schema, bool IsLatched = false)
{
    /// <summary>Of the messages.</summary>
    public string Encoding { get; init; } = "cdr";

    public string SchemaEncoding { get; init; } = "ros2msg";

    public static FoxgloveTopic Of(Topic topic) => new(topic.Name, topic.Type.Name, topic.Type.Definition, topic.Qos.TransientLocal);
}
