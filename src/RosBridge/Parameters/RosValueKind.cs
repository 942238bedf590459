namespace Forewarn.RosBridge;

/// <summary>Type of a parameter, numbered as in <c>rcl_interfaces/msg/ParameterType</c>.</summary>
public enum RosValueKind : byte
{
    NotSet = 0,
    Bool = 1,
    Integer = 2,
    Double = 3,
    String = 4,
    ByteArray = 5,
    BoolArray = 6,
    IntegerArray = 7,
    DoubleArray = 8,
    StringArray = 9,
}
