namespace Forewarn.Messages;

/// <summary>One item or many, by what type_description_interfaces/msg/FieldType adds to the kind's number.</summary>
public enum FieldShape : byte
{
    Single = 0,
    Array = 48,
    BoundedSequence = 96,
    Sequence = 144,
}
