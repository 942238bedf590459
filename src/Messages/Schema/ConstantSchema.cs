namespace Forewarn.Messages;

/// <summary>A named value of a message. It is not on the wire.</summary>
public sealed class ConstantSchema
{
    public ConstantSchema(string name, FieldKind kind, string value, string comment, int line)
    {
        Name = name;
        Kind = kind;
        Value = value;
        Comment = comment;
        Line = line;
    }

    /// <summary>As in the definition, for example <c>STATUS_ABORTED</c>.</summary>
    public string Name { get; }

    public FieldKind Kind { get; }

    /// <summary>Its text; strings without quotes.</summary>
    public string Value { get; }

    public string Comment { get; }

    public int Line { get; }
}
