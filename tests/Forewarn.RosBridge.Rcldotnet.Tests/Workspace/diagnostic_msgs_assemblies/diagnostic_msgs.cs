using System.Collections.Generic;
using ROS2;

namespace diagnostic_msgs.msg
{
    public class DiagnosticArray : Message
    {
        public global::std_msgs.msg.Header Header { get; set; } = new();

        public List<global::diagnostic_msgs.msg.DiagnosticStatus> Status { get; set; } = new();
    }

    public class DiagnosticStatus : Message
    {
        public byte Level { get; set; }

        public string Name { get; set; } = "";

        public string Message { get; set; } = "";

        public string HardwareId { get; set; } = "";

        public List<global::diagnostic_msgs.msg.KeyValue> Values { get; set; } = new();
    }

    public class KeyValue : Message
    {
        public string Key { get; set; } = "";

        public string Value { get; set; } = "";
    }
}
