using System.Collections;
using System.Globalization;

namespace Forewarn.RosBridge;

/// <summary>A parameter's value: one of the nine types of ROS, or not set. Never changes.</summary>
public sealed class RosValue : IEquatable<RosValue>
{
    private readonly object? _value;

    private RosValue(RosValueKind kind, object? value) => (Kind, _value) = (kind, value);

    public static RosValue NotSet { get; } = new(RosValueKind.NotSet, null);

    /// <summary>A YAML list without items: it fits a declared array of any type and is not set otherwise.</summary>
    public static RosValue EmptyList { get; } = new(RosValueKind.NotSet, Array.Empty<object>());

    public RosValueKind Kind { get; }

    public bool AsBool => As<bool>(RosValueKind.Bool);

    public long AsInteger => As<long>(RosValueKind.Integer);

    public double AsDouble => As<double>(RosValueKind.Double);

    public string AsString => As<string>(RosValueKind.String);

    public ReadOnlySpan<byte> AsBytes => As<byte[]>(RosValueKind.ByteArray);

    public ReadOnlySpan<bool> AsBools => As<bool[]>(RosValueKind.BoolArray);

    public ReadOnlySpan<long> AsIntegers => As<long[]>(RosValueKind.IntegerArray);

    public ReadOnlySpan<double> AsDoubles => As<double[]>(RosValueKind.DoubleArray);

    public ReadOnlySpan<string> AsStrings => As<string[]>(RosValueKind.StringArray);

    public static implicit operator RosValue(bool value) => new(RosValueKind.Bool, value);

    public static implicit operator RosValue(long value) => new(RosValueKind.Integer, value);

    public static implicit operator RosValue(double value) => new(RosValueKind.Double, value);

    public static implicit operator RosValue(string value) => new(RosValueKind.String, value);

    /// <summary>An array, copied.</summary>
    public static RosValue Of(ReadOnlySpan<byte> values) => new(RosValueKind.ByteArray, values.ToArray());

    public static RosValue Of(ReadOnlySpan<bool> values) => new(RosValueKind.BoolArray, values.ToArray());

    public static RosValue Of(ReadOnlySpan<long> values) => new(RosValueKind.IntegerArray, values.ToArray());

    public static RosValue Of(ReadOnlySpan<double> values) => new(RosValueKind.DoubleArray, values.ToArray());

    public static RosValue Of(ReadOnlySpan<string> values) => new(RosValueKind.StringArray, values.ToArray());

    /// <summary>The name rclcpp gives a type in its messages.</summary>
    public static string NameOf(RosValueKind kind) => kind switch
    {
        RosValueKind.NotSet => "not set",
        RosValueKind.ByteArray => "byte_array",
        RosValueKind.BoolArray => "bool_array",
        RosValueKind.IntegerArray => "integer_array",
        RosValueKind.DoubleArray => "double_array",
        RosValueKind.StringArray => "string_array",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>This value as a declared type wants it: an empty list becomes an empty array, all else stays.</summary>
    public RosValue For(RosValueKind kind) => !ReferenceEquals(this, EmptyList) ? this : kind switch
    {
        RosValueKind.ByteArray => Of(Array.Empty<byte>()),
        RosValueKind.BoolArray => Of(Array.Empty<bool>()),
        RosValueKind.IntegerArray => Of(Array.Empty<long>()),
        RosValueKind.DoubleArray => Of(Array.Empty<double>()),
        RosValueKind.StringArray => Of(Array.Empty<string>()),
        _ => this,
    };

    public bool Equals(RosValue? other) => other is not null && Kind == other.Kind && (_value, other._value) switch
    {
        // NaN equals itself here: setting NaN again is no change.
        (Array mine, Array theirs) => StructuralComparisons.StructuralEqualityComparer.Equals(mine, theirs),
        var (mine, theirs) => Equals(mine, theirs),
    };

    public override bool Equals(object? obj) => Equals(obj as RosValue);

    public override int GetHashCode() =>
        _value is Array array ? HashCode.Combine(Kind, array.Length) : HashCode.Combine(Kind, _value);

    public override string ToString() => _value switch
    {
        null => "not set",
        bool value => value ? "true" : "false",
        Array array => $"[{string.Join(", ", array.Cast<object>().Select(Say))}]",
        var value => Say(value),
    };

    private static string Say(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private T As<T>(RosValueKind kind) => Kind == kind
        ? (T)_value!
        : throw new InvalidOperationException($"a parameter of type {NameOf(Kind)} was read as {NameOf(kind)}.");
}
