namespace Forewarn.Recording;

/// <summary>A topic of a bag.</summary>
/// <param name="TypeName">For example <c>sensor_msgs/msg/JointState</c>.</param>
/// <param name="SerializationFormat">For ROS 2 <c>cdr</c>.</param>
/// <param name="Definition">Text of the type and all it refers to; empty where the bag has none.</param>
/// <param name="DefinitionEncoding">Usually <c>ros2msg</c>.</param>
/// <param name="Qos">What the publishers offered, as rosbag2's YAML text; may be empty.</param>
/// <param name="TypeHash"><c>RIHS01_…</c>; empty in bags older than Iron.</param>
/// <param name="MessageCount">As far as the bag says.</param>
public sealed record BagTopic(
    string Name, string TypeName, string SerializationFormat, string Definition, string DefinitionEncoding, string Qos, string TypeHash,
    long MessageCount);
