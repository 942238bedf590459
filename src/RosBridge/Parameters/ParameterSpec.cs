namespace Forewarn.RosBridge;

/// <summary>Declares a parameter: its type is that of its default and stays so.</summary>
/// <param name="Name">Levels are joined by dots.</param>
/// <param name="Default">Used unless a file or the command line says otherwise.</param>
public sealed record ParameterSpec(string Name, RosValue Default)
{
    /// <summary>For people.</summary>
    public string Description { get; init; } = "";

    /// <summary>Constraints in words that no range can say.</summary>
    public string AdditionalConstraints { get; init; } = "";

    /// <summary>Whether it can be set only by a file or the command line.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether its type may change and it may be unset.</summary>
    public bool DynamicTyping { get; init; }

    public RosValueKind Kind { get; init; } = Default.Kind;

    /// <summary>For a double; null for any.</summary>
    public DoubleRange? DoubleRange { get; init; }

    /// <summary>For an integer; null for any.</summary>
    public LongRange? LongRange { get; init; }

    /// <summary>A parameter without a default; until somebody sets it, it is not set.</summary>
    public static ParameterSpec WithoutDefault(string name, RosValueKind kind) => new(name, RosValue.NotSet) { Kind = kind };

    /// <returns>Null when the value may be set, else why not, in rclcpp's words.</returns>
    public string? Fault(RosValue value)
    {
        if (!DynamicTyping && value.Kind != Kind)
        {
            return $"Wrong parameter type, parameter {{{Name}}} is of type {{{RosValue.NameOf(Kind)}}}, "
                + $"setting it to {{{RosValue.NameOf(value.Kind)}}} is not allowed.";
        }

        if (value.Kind == RosValueKind.Double && DoubleRange is { } doubles && !doubles.Holds(value.AsDouble))
            return $"Parameter {{{Name}}} doesn't comply with floating point range.";
        if (value.Kind == RosValueKind.Integer && LongRange is { } longs && !longs.Holds(value.AsInteger))
            return $"Parameter {{{Name}}} doesn't comply with integer range.";
        return null;
    }
}
