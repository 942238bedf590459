namespace Forewarn.Messages;

/// <summary>What a field holds, by the numbers of type_description_interfaces/msg/FieldType.</summary>
public enum FieldKind : byte
{
    Nested = 1,
    Int8 = 2,
    UInt8 = 3,
    Int16 = 4,
    UInt16 = 5,
    Int32 = 6,
    UInt32 = 7,
    Int64 = 8,
    UInt64 = 9,
    Float32 = 10,
    Float64 = 11,
    Bool = 15,
    Byte = 16,
    String = 17,
    BoundedString = 21,
}
