namespace Forewarn.Onnx;

/// <summary>
/// A named node attribute. Tuples convert to it: <c>("axis", -1)</c>, <c>("epsilon", 1e-5f)</c>,
/// <c>("auto_pad", "NOTSET")</c>, <c>("body", graph)</c>; lists of integers through <see cref="Ints"/>.
/// </summary>
public readonly record struct OnnxAttribute
{
    private OnnxAttribute(string name, object value) => (Name, Value) = (name, value);

    public string Name { get; }

    /// <summary>A <see cref="long"/>, <see cref="float"/>, <see cref="string"/>, list of these or subgraph.</summary>
    public object Value { get; }

    public static OnnxAttribute Ints(string name, params long[] values) => new(name, values);

    public static OnnxAttribute Floats(string name, params float[] values) => new(name, values);

    public static OnnxAttribute Strings(string name, params string[] values) => new(name, values);

    public static implicit operator OnnxAttribute((string Name, int Value) pair) => new(pair.Name, (long)pair.Value);

    public static implicit operator OnnxAttribute((string Name, long Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, bool Value) pair) =>
        new(pair.Name, pair.Value ? 1L : 0L);

    public static implicit operator OnnxAttribute((string Name, float Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, string Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, GraphBuilder Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, long[] Value) pair) => new(pair.Name, pair.Value);
}
