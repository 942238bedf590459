using System;
using System.Collections.Generic;

namespace Forewarn.Messages;

/// <summary>One field of a message.</summary>
public sealed class FieldSchema
{
    public FieldSchema(string name, FieldKind kind, FieldShape shape = FieldShape.Single)
    {
        Name = name;
        Kind = kind;
        Shape = shape;
    }

    /// <summary>As in the definition, for example <c>frame_id</c>.</summary>
    public string Name { get; }

    public FieldKind Kind { get; }

    public FieldShape Shape { get; }

    /// <summary>Items of a fixed array, or most items of a bounded sequence; otherwise 0.</summary>
    public int Capacity { get; set; }

    /// <summary>Most bytes of a bounded string; otherwise 0.</summary>
    public int StringCapacity { get; set; }

    /// <summary>For example <c>std_msgs/msg/Header</c>; empty unless <see cref="FieldKind.Nested"/>.</summary>
    public string NestedType { get; set; } = "";

    /// <summary>Values it starts with, one for a single field, strings without quotes; null when none are given.</summary>
    public IReadOnlyList<string>? Defaults { get; set; }

    /// <summary>The comment that belongs to it, lines joined by blanks.</summary>
    public string Comment { get; set; } = "";

    /// <summary>Line of the definition, from 1; 0 where no text was read.</summary>
    public int Line { get; set; }

    public bool IsText => Kind is FieldKind.String or FieldKind.BoundedString;

    public bool IsSequence => Shape is FieldShape.Sequence or FieldShape.BoundedSequence;
}
