using ROS2;

namespace rosgraph_msgs.msg
{
    public class Clock : Message
    {
        public global::builtin_interfaces.msg.Time Clock_ { get; set; } = new();
    }
}
