using System.Collections.Generic;

namespace Forewarn.Messages;

/// <summary>Fields and constants of one message type.</summary>
public sealed class MessageSchema
{
    /// <summary>
    /// Name of the field that an empty message carries, because IDL has no empty structures. It is on the wire and in the
    /// type hash.
    /// </summary>
    public const string EmptyField = "structure_needs_at_least_one_member";

    public MessageSchema(
        string name, IReadOnlyList<FieldSchema> fields, IReadOnlyList<ConstantSchema>? constants = null, string comment = "")
    {
        Name = name;
        Fields = fields.Count > 0 ? fields : new[] { new FieldSchema(EmptyField, FieldKind.UInt8) };
        Constants = constants ?? new ConstantSchema[0];
        Comment = comment;
    }

    /// <summary>For example <c>sensor_msgs/msg/JointState</c>.</summary>
    public string Name { get; }

    /// <summary>Never empty.</summary>
    public IReadOnlyList<FieldSchema> Fields { get; }

    public IReadOnlyList<ConstantSchema> Constants { get; }

    /// <summary>The comment that opens the definition.</summary>
    public string Comment { get; }

    public bool IsEmpty => Fields.Count == 1 && Fields[0].Name == EmptyField;
}
