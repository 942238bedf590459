using ROS2;

namespace std_srvs.srv
{
    public class SetBool_Request : Message
    {
        public bool Data { get; set; }
    }

    public class SetBool_Response : Message
    {
        public bool Success { get; set; }

        public string Message { get; set; } = "";
    }

    public sealed class SetBool : IRosServiceDefinition<SetBool_Request, SetBool_Response>
    {
        private SetBool()
        {
        }
    }

    public class Trigger_Request : Message
    {
        public byte StructureNeedsAtLeastOneMember { get; set; }
    }

    public class Trigger_Response : Message
    {
        public bool Success { get; set; }

        public string Message { get; set; } = "";
    }

    public sealed class Trigger : IRosServiceDefinition<Trigger_Request, Trigger_Response>
    {
        private Trigger()
        {
        }
    }
}
