using System.Collections.Generic;
using ROS2;

namespace rcl_interfaces.msg
{
    public class FloatingPointRange : Message
    {
        public double FromValue { get; set; }

        public double ToValue { get; set; }

        public double Step { get; set; }
    }

    public class IntegerRange : Message
    {
        public long FromValue { get; set; }

        public long ToValue { get; set; }

        public ulong Step { get; set; }
    }

    public class ListParametersResult : Message
    {
        public List<string> Names { get; set; } = new();

        public List<string> Prefixes { get; set; } = new();
    }

    public class Log : Message
    {
        public global::builtin_interfaces.msg.Time Stamp { get; set; } = new();

        public byte Level { get; set; }

        public string Name { get; set; } = "";

        public string Msg { get; set; } = "";

        public string File { get; set; } = "";

        public string Function { get; set; } = "";

        public uint Line { get; set; }
    }

    public class Parameter : Message
    {
        public string Name { get; set; } = "";

        public global::rcl_interfaces.msg.ParameterValue Value { get; set; } = new();
    }

    public class ParameterDescriptor : Message
    {
        public string Name { get; set; } = "";

        public byte Type { get; set; }

        public string Description { get; set; } = "";

        public string AdditionalConstraints { get; set; } = "";

        public bool ReadOnly { get; set; } = false;

        public bool DynamicTyping { get; set; } = false;

        public List<global::rcl_interfaces.msg.FloatingPointRange> FloatingPointRange { get; set; } = new();

        public List<global::rcl_interfaces.msg.IntegerRange> IntegerRange { get; set; } = new();
    }

    public class ParameterEvent : Message
    {
        public global::builtin_interfaces.msg.Time Stamp { get; set; } = new();

        public string Node { get; set; } = "";

        public List<global::rcl_interfaces.msg.Parameter> NewParameters { get; set; } = new();

        public List<global::rcl_interfaces.msg.Parameter> ChangedParameters { get; set; } = new();

        public List<global::rcl_interfaces.msg.Parameter> DeletedParameters { get; set; } = new();
    }

    public class ParameterType : Message
    {
        public byte StructureNeedsAtLeastOneMember { get; set; }
    }

    public class ParameterValue : Message
    {
        public byte Type { get; set; }

        public bool BoolValue { get; set; }

        public long IntegerValue { get; set; }

        public double DoubleValue { get; set; }

        public string StringValue { get; set; } = "";

        public List<byte> ByteArrayValue { get; set; } = new();

        public List<bool> BoolArrayValue { get; set; } = new();

        public List<long> IntegerArrayValue { get; set; } = new();

        public List<double> DoubleArrayValue { get; set; } = new();

        public List<string> StringArrayValue { get; set; } = new();
    }

    public class SetParametersResult : Message
    {
        public bool Successful { get; set; }

        public string Reason { get; set; } = "";
    }
}

namespace rcl_interfaces.srv
{
    public class DescribeParameters_Request : Message
    {
        public List<string> Names { get; set; } = new();
    }

    public class DescribeParameters_Response : Message
    {
        public List<global::rcl_interfaces.msg.ParameterDescriptor> Descriptors { get; set; } = new();
    }

    public sealed class DescribeParameters : IRosServiceDefinition<DescribeParameters_Request, DescribeParameters_Response>
    {
        private DescribeParameters()
        {
        }
    }

    public class GetParameterTypes_Request : Message
    {
        public List<string> Names { get; set; } = new();
    }

    public class GetParameterTypes_Response : Message
    {
        public List<byte> Types { get; set; } = new();
    }

    public sealed class GetParameterTypes : IRosServiceDefinition<GetParameterTypes_Request, GetParameterTypes_Response>
    {
        private GetParameterTypes()
        {
        }
    }

    public class GetParameters_Request : Message
    {
        public List<string> Names { get; set; } = new();
    }

    public class GetParameters_Response : Message
    {
        public List<global::rcl_interfaces.msg.ParameterValue> Values { get; set; } = new();
    }

    public sealed class GetParameters : IRosServiceDefinition<GetParameters_Request, GetParameters_Response>
    {
        private GetParameters()
        {
        }
    }

    public class ListParameters_Request : Message
    {
        public List<string> Prefixes { get; set; } = new();

        public ulong Depth { get; set; }
    }

    public class ListParameters_Response : Message
    {
        public global::rcl_interfaces.msg.ListParametersResult Result { get; set; } = new();
    }

    public sealed class ListParameters : IRosServiceDefinition<ListParameters_Request, ListParameters_Response>
    {
        private ListParameters()
        {
        }
    }

    public class SetParameters_Request : Message
    {
        public List<global::rcl_interfaces.msg.Parameter> Parameters { get; set; } = new();
    }

    public class SetParameters_Response : Message
    {
        public List<global::rcl_interfaces.msg.SetParametersResult> Results { get; set; } = new();
    }

    public sealed class SetParameters : IRosServiceDefinition<SetParameters_Request, SetParameters_Response>
    {
        private SetParameters()
        {
        }
    }

    public class SetParametersAtomically_Request : Message
    {
        public List<global::rcl_interfaces.msg.Parameter> Parameters { get; set; } = new();
    }

    public class SetParametersAtomically_Response : Message
    {
        public global::rcl_interfaces.msg.SetParametersResult Result { get; set; } = new();
    }

    public sealed class SetParametersAtomically : IRosServiceDefinition<SetParametersAtomically_Request, SetParametersAtomically_Response>
    {
        private SetParametersAtomically()
        {
        }
    }
}
