using System.Globalization;
using System.Runtime.InteropServices;

namespace Forewarn.Onnx;

/// <summary>
/// Builds one ONNX graph node by node. Values are names; every name an operator reads must have been declared before,
/// here or in an enclosing graph, so a wrong wire fails where it is laid and not when the model is loaded.
/// Initializers live in the outermost graph: a <see cref="Subgraph"/> (body of Scan, Loop, If) reads them from there,
/// and weights are stored once.
/// </summary>
public sealed class GraphBuilder
{
    private readonly GraphBuilder? _parent;
    private readonly GraphBuilder _root;
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _produced = [];
    private readonly List<ValueInfo> _inputs = [];
    private readonly List<ValueInfo> _outputs = [];
    private readonly Dictionary<string, GraphInitializer> _initializers = [];
    private int _counter;

    public GraphBuilder(string name) : this(name, null) { }

    private GraphBuilder(string name, GraphBuilder? parent) =>
        (Name, _parent, _root) = (name, parent, parent?._root ?? this);

    public string Name { get; }

    public IReadOnlyList<ValueInfo> Inputs => _inputs;

    public IReadOnlyList<ValueInfo> Outputs => _outputs;

    public GraphSignature Signature => new([.. _inputs], [.. _outputs]);

    internal List<GraphNode> Nodes { get; } = [];

    internal IEnumerable<GraphInitializer> Initializers => _initializers.Values;

    /// <summary>A graph for an attribute of a control-flow operator; it sees every name of this one.</summary>
    public GraphBuilder Subgraph(string name) => new(name, this);

    /// <summary>Declares an input; axes are sizes or names: <c>Input("noise", OnnxType.Float, "N", 64)</c>.</summary>
    public string Input(string name, OnnxType type, params ReadOnlySpan<Axis> shape)
    {
        Declare(name);
        _inputs.Add(new(name, type, shape.ToArray()));
        return name;
    }

    /// <summary>Declares a value that a node of this graph produced as an output, under its own name.</summary>
    public void Output(string name, OnnxType type, params ReadOnlySpan<Axis> shape)
    {
        if (!_produced.Contains(name))
            throw new ArgumentException($"graph '{Name}': none of its nodes produces '{name}'.", nameof(name));
        if (_outputs.Exists(o => o.Name == name))
            throw new ArgumentException($"graph '{Name}': the output '{name}' is declared twice.", nameof(name));
        _outputs.Add(new(name, type, shape.ToArray()));
    }

    /// <summary>Declares an output called <paramref name="name"/> that carries <paramref name="value"/>.</summary>
    public void Output(string name, string value, OnnxType type, params ReadOnlySpan<Axis> shape)
    {
        Node("Identity", [value], [name]);
        Output(name, type, shape);
    }

    /// <summary>Calls an operator with one output and returns the name of that output.</summary>
    /// <param name="op">Operator; domains other than ONNX's own as prefix: <c>com.microsoft.QuickGelu</c>.</param>
    /// <param name="inputs">Values; an empty string leaves an optional input out.</param>
    public string Op(string op, ReadOnlySpan<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        string output = Fresh(op);
        Node(op, inputs, [output], attributes);
        return output;
    }

    /// <summary>Calls an operator with several outputs and returns their names.</summary>
    public string[] Ops(
        string op, ReadOnlySpan<string> inputs, int outputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var names = new string[outputs];
        for (int i = 0; i < outputs; i++) names[i] = Fresh(op);
        Node(op, inputs, names, attributes);
        return names;
    }

    /// <summary>Calls an operator whose outputs get the given names; an empty string drops an optional one.</summary>
    public void Node(string op, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs,
        params ReadOnlySpan<OnnxAttribute> attributes)
    {
        foreach (var input in inputs)
        {
            if (input.Length > 0 && !Knows(input))
                throw new ArgumentException(
                    $"graph '{Name}': {op} reads '{input}', which nothing declared before.", nameof(inputs));
        }
        foreach (var output in outputs)
        {
            if (output.Length == 0) continue;
            Declare(output);
            _produced.Add(output);
        }
        int dot = op.LastIndexOf('.');
        Nodes.Add(new($"{op[(dot + 1)..]}:{_root._counter++}", op[(dot + 1)..], dot < 0 ? "" : op[..dot],
            inputs.ToArray(), outputs.ToArray(), attributes.ToArray()));
    }

    /// <summary>A constant of the outermost graph; repeating it with the same content is allowed.</summary>
    public string Initializer(string name, float[] values, params ReadOnlySpan<long> shape) =>
        Add(name, OnnxType.Float, values, shape);

    public string Initializer(string name, long[] values, params ReadOnlySpan<long> shape) =>
        Add(name, OnnxType.Int64, values, shape);

    public string Initializer(string name, int[] values, params ReadOnlySpan<long> shape) =>
        Add(name, OnnxType.Int32, values, shape);

    public string Initializer(string name, byte[] values, params ReadOnlySpan<long> shape) =>
        Add(name, OnnxType.UInt8, values, shape);

    public string Initializer(string name, bool[] values, params ReadOnlySpan<long> shape) =>
        Add(name, OnnxType.Bool, values, shape);

    /// <summary>A constant of any element type from its little-endian bytes.</summary>
    public string RawInitializer(string name, OnnxType type, byte[] bytes, params ReadOnlySpan<long> shape)
    {
        Check(name, bytes.Length, shape, type.Size());
        return Store(new(name, type, shape.ToArray(), () => bytes) { Source = bytes });
    }

    /// <summary>A float scalar; equal values share one initializer.</summary>
    public string Scalar(float value) =>
        Initializer($"scalar {value.ToString("R", CultureInfo.InvariantCulture)}", [value]);

    /// <summary>An int64 scalar.</summary>
    public string Integer(long value) => Initializer($"integer {value}", [value]);

    /// <summary>An int64 vector, for shapes, axes and indices.</summary>
    public string Integers(params long[] values) =>
        Initializer($"integers {string.Join(',', values)}", values, values.Length);

    /// <summary>
    /// A float initializer computed from <paramref name="source"/>; asking again for the same name with an equal source
    /// returns the stored one without computing anything.
    /// </summary>
    internal string Derived(string name, float[] source, Func<float[]> make, params ReadOnlySpan<long> shape)
    {
        if (_root._initializers.TryGetValue(name, out var old))
        {
            // Spans compare equal at once when they view the same memory.
            if (old.Source is float[] same && same.AsSpan().SequenceEqual(source)) return name;
            throw new ArgumentException(
                $"graph '{Name}': the weights '{name}' were stored before with other values.", nameof(name));
        }
        float[] values = make();
        Check(name, values.Length, shape, 1);
        GraphInitializer.View bytes = () => MemoryMarshal.AsBytes(values.AsSpan());
        return Store(new(name, OnnxType.Float, shape.ToArray(), bytes) { Source = source });
    }

    private string Add<T>(string name, OnnxType type, T[] values, ReadOnlySpan<long> shape) where T : struct
    {
        Check(name, values.Length, shape, 1);
        GraphInitializer.View bytes = () => MemoryMarshal.AsBytes(values.AsSpan());
        return Store(new(name, type, shape.ToArray(), bytes) { Source = values });
    }

    private void Check(string name, long length, ReadOnlySpan<long> shape, int unit)
    {
        long want = unit;
        foreach (long size in shape) want *= size;
        if (length != want)
            throw new ArgumentException(
                $"initializer '{name}' of graph '{Name}': found {length} values, wanted {want} for " +
                $"[{string.Join(", ", shape.ToArray())}].", nameof(length));
    }

    private string Store(GraphInitializer item)
    {
        if (_root._initializers.TryGetValue(item.Name, out var old))
        {
            if (old.Type == item.Type && old.Shape.AsSpan().SequenceEqual(item.Shape)
                && old.Bytes().SequenceEqual(item.Bytes())) return item.Name;
            throw new ArgumentException(
                $"graph '{Name}': the initializer '{item.Name}' exists with other content.", nameof(item));
        }
        _root.Declare(item.Name);
        _root._initializers.Add(item.Name, item);
        return item.Name;
    }

    private string Fresh(string op)
    {
        string stem = op[(op.LastIndexOf('.') + 1)..];
        string name;
        do name = $"{stem}_{_root._counter++}"; while (Knows(name));
        return name;
    }

    private bool Knows(string name)
    {
        for (var graph = this; graph != null; graph = graph._parent) if (graph._known.Contains(name)) return true;
        return false;
    }

    private void Declare(string name)
    {
        if (name.Length == 0) throw new ArgumentException($"graph '{Name}': a value needs a name.", nameof(name));
        if (Knows(name)) throw new ArgumentException($"graph '{Name}': '{name}' is declared twice.", nameof(name));
        _known.Add(name);
    }
}
