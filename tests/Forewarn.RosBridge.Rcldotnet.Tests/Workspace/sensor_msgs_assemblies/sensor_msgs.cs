using System.Collections.Generic;
using ROS2;

namespace sensor_msgs.msg
{
    public class Image : Message
    {
        public global::std_msgs.msg.Header Header { get; set; } = new();

        public uint Height { get; set; }

        public uint Width { get; set; }

        public string Encoding { get; set; } = "";

        public byte IsBigendian { get; set; }

        public uint Step { get; set; }

        public List<byte> Data { get; set; } = new();
    }

    public class JointState : Message
    {
        public global::std_msgs.msg.Header Header { get; set; } = new();

        public List<string> Name { get; set; } = new();

        public List<double> Position { get; set; } = new();

        public List<double> Velocity { get; set; } = new();

        public List<double> Effort { get; set; } = new();
    }
}
