using ROS2;

namespace builtin_interfaces.msg
{
    public class Duration : Message
    {
        public int Sec { get; set; }

        public uint Nanosec { get; set; }
    }

    public class Time : Message
    {
        public int Sec { get; set; }

        public uint Nanosec { get; set; }
    }
}
