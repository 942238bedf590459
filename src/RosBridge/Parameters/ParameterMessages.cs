using Forewarn.Messages;
using Forewarn.Messages.RclInterfaces;

namespace Forewarn.RosBridge;

/// <summary>Parameters as messages.</summary>
internal static class ParameterMessages
{
    public static ParameterValue Message(RosValue value)
    {
        var into = new ParameterValue();
        Write(into, value);
        return into;
    }

    public static void Write(ParameterValue into, RosValue value)
    {
        into.TypeValue = (byte)value.Kind;
        switch (value.Kind)
        {
            case RosValueKind.Bool: into.BoolValue = value.AsBool; break;
            case RosValueKind.Integer: into.IntegerValue = value.AsInteger; break;
            case RosValueKind.Double: into.DoubleValue = value.AsDouble; break;
            case RosValueKind.String: into.StringValue = value.AsString; break;
            case RosValueKind.ByteArray: into.ByteArrayValue.Set(value.AsBytes); break;
            case RosValueKind.BoolArray: into.BoolArrayValue.Set(value.AsBools); break;
            case RosValueKind.IntegerArray: into.IntegerArrayValue.Set(value.AsIntegers); break;
            case RosValueKind.DoubleArray: into.DoubleArrayValue.Set(value.AsDoubles); break;
            case RosValueKind.StringArray: into.StringArrayValue.Set(value.AsStrings); break;
        }
    }

    /// <returns>Null when the type is none of ROS's.</returns>
    public static RosValue? Value(ParameterValue message) => (RosValueKind)message.TypeValue switch
    {
        RosValueKind.NotSet => RosValue.NotSet,
        RosValueKind.Bool => message.BoolValue,
        RosValueKind.Integer => message.IntegerValue,
        RosValueKind.Double => message.DoubleValue,
        RosValueKind.String => message.StringValue,
        RosValueKind.ByteArray => RosValue.Of(message.ByteArrayValue.Span),
        RosValueKind.BoolArray => RosValue.Of(message.BoolArrayValue.Span),
        RosValueKind.IntegerArray => RosValue.Of(message.IntegerArrayValue.Span),
        RosValueKind.DoubleArray => RosValue.Of(message.DoubleArrayValue.Span),
        RosValueKind.StringArray => RosValue.Of(message.StringArrayValue.Span),
        _ => null,
    };

    public static ParameterDescriptor Descriptor(ParameterSpec spec, RosValue value)
    {
        var into = new ParameterDescriptor
        {
            Name = spec.Name, TypeValue = (byte)(spec.DynamicTyping ? value.Kind : spec.Kind), Description = spec.Description,
            AdditionalConstraints = spec.AdditionalConstraints, ReadOnly = spec.ReadOnly, DynamicTyping = spec.DynamicTyping,
        };
        if (spec.DoubleRange is { } doubles)
            into.FloatingPointRange.Add(new() { FromValue = doubles.From, ToValue = doubles.To, Step = doubles.Step });
        if (spec.LongRange is { } longs)
            into.IntegerRange.Add(new() { FromValue = longs.From, ToValue = longs.To, Step = longs.Step });
        return into;
    }

    public static void Add(Sequence<Parameter> into, IReadOnlyList<NamedValue> values)
    {
        foreach (var (name, value) in values)
        {
            var parameter = new Parameter { Name = name };
            Write(parameter.Value, value);
            into.Add(parameter);
        }
    }
}
