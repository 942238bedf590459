using ROS2;

namespace std_msgs.msg
{
    public class Header : Message
    {
        public global::builtin_interfaces.msg.Time Stamp { get; set; } = new();

        public string FrameId { get; set; } = "";
    }

    public class String : Message
    {
        public string Data { get; set; } = "";
    }
}
