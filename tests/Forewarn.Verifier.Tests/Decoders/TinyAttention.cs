using Forewarn.Onnx;

namespace Forewarn.Verifier.Tests.Decoders;

/// <summary>Causal attention with rotary positions as exports write it, in plain operators or as the runtime's shared-buffer one.</summary>
internal sealed class TinyAttention
{
    private const int Half = TinyDecoder.HeadSize / 2;

    private readonly GraphBuilder _graph;
    private readonly TinyLayout _layout;
    private readonly IReadOnlyDictionary<string, float[]> _weights;
    private readonly string _mask, _cosines, _sines;
    private readonly string? _positions, _branch;
    private readonly string _embeds;
    private string? _cos, _sin, _bias;

    public TinyAttention(
        GraphBuilder graph, TinyLayout layout, string mask, string? positions, string? branch, string embeds, IReadOnlyDictionary<string, float[]> weights)
    {
        (_graph, _layout, _mask, _positions, _branch, _embeds, _weights) = (graph, layout, mask, positions, branch, embeds, weights);
        var angles = Enumerable.Range(0, TinyDecoder.Reach * Half).Select(i => i / Half * Math.Pow(10000, -(i % Half) / (double)Half)).ToArray();
        _cosines = graph.Initializer("cos", [.. angles.Select(a => (float)Math.Cos(a))], TinyDecoder.Reach, Half);
        _sines = graph.Initializer("sin", [.. angles.Select(a => (float)Math.Sin(a))], TinyDecoder.Reach, Half);
    }

    public string Of(int layer, string x, string pastKey, string pastValue) => _layout.Shared
        ? Fused(layer, x, pastKey, pastValue)
        : Plain(layer, x, pastKey, pastValue);

    /// <summary>Lengths are counted from the mask, as the generation library's exports do.</summary>
    private string Fused(int layer, string x, string pastKey, string pastValue)
    {
        var sums = _graph.Sub(_graph.ReduceSum(_mask, 1), _graph.Integer(1));
        var total = _graph.Squeeze(_graph.ShapeOf(_mask, 1, 2), 0);
        _graph.Node("com.microsoft.GroupQueryAttention",
            [Linear(layer, "q", x, TinyDecoder.Heads), Linear(layer, "k", x, TinyDecoder.KvHeads), Linear(layer, "v", x, TinyDecoder.KvHeads), pastKey, pastValue,
             _graph.Cast(sums, OnnxType.Int32), _graph.Cast(total, OnnxType.Int32), _cosines, _sines],
            [$"{layer}.attended", $"present.{layer}.key", $"present.{layer}.value"],
            ("num_heads", TinyDecoder.Heads), ("kv_num_heads", TinyDecoder.KvHeads), ("do_rotary", 1), ("rotary_interleaved", 0));
        return $"{layer}.attended";
    }

    private string Plain(int layer, string x, string pastKey, string pastValue)
    {
        if (_bias is null) Prepare(pastKey);
        var query = Rotated(Split(Linear(layer, "q", x, TinyDecoder.Heads), TinyDecoder.Heads));
        var key = Grown(pastKey, Rotated(Split(Linear(layer, "k", x, TinyDecoder.KvHeads), TinyDecoder.KvHeads)), $"present.{layer}.key");
        var value = Grown(pastValue, Split(Linear(layer, "v", x, TinyDecoder.KvHeads), TinyDecoder.KvHeads), $"present.{layer}.value");
        var scores = _graph.Mul(_graph.MatMul(query, _graph.Transpose(Repeated(key), 0, 1, 3, 2)), 1 / MathF.Sqrt(TinyDecoder.HeadSize));
        var attended = _graph.MatMul(_graph.Softmax(_graph.Add(scores, _bias!)), Repeated(value));
        return _graph.Reshape(_graph.Transpose(attended, 0, 2, 1, 3), 0, 0, TinyDecoder.Heads * TinyDecoder.HeadSize);
    }

    /// <summary>Angles of the new positions, and minus infinity where a position would see a later one.</summary>
    private void Prepare(string pastKey)
    {
        var past = _graph.Squeeze(_graph.ShapeOf(pastKey, 2, 3), 0);
        // A decoder that is told not to use its cache must not look at it: a wrong flag shows in the logits.
        if (_branch is not null) past = _graph.Mul(past, _graph.Cast(_graph.Squeeze(_branch, 0), OnnxType.Int64));
        var total = _graph.Squeeze(_graph.ShapeOf(_mask, 1, 2), 0);
        var length = _graph.Squeeze(_graph.ShapeOf(_embeds, 1, 2), 0);
        var queries = _graph.Op("Range", [past, _graph.Op("Add", [past, length]), _graph.Integer(1)]);
        var keys = _graph.Op("Range", [_graph.Integer(0), total, _graph.Integer(1)]);
        var late = _graph.Op("Greater", [_graph.Unsqueeze(keys, 0), _graph.Unsqueeze(queries, 1)]);
        _bias = _graph.Op("Where", [late, _graph.Scalar(-1e9f), _graph.Scalar(0)]);
        (_cos, _sin) = (Angles(_cosines, queries), Angles(_sines, queries));
    }

    /// <returns><c>[B, 1, S, d / 2]</c>, or without the batch where positions are counted here.</returns>
    private string Angles(string table, string counted)
    {
        if (_positions is null) return _graph.Op("Gather", [table, counted], ("axis", 0));
        var rows = _graph.Op("Gather", [table, _positions], ("axis", 0));
        if (_layout.PositionRows == 3)
        {
            // Sections of the frequencies take their angle from time, height and width.
            var parts = _graph.Split(rows, 3, 4L, 2L, 2L);
            rows = _graph.Concat(-1, [.. parts.Select((p, i) => _graph.At(p, 0, i))]);
        }
        return _graph.Unsqueeze(rows, 1);
    }

    private string Rotated(string x)
    {
        var halves = _graph.Split(x, -1, 2);
        var first = _graph.Sub(_graph.Mul(halves[0], _cos!), _graph.Mul(halves[1], _sin!));
        return _graph.Concat(-1, first, _graph.Add(_graph.Mul(halves[1], _cos!), _graph.Mul(halves[0], _sin!)));
    }

    private string Grown(string past, string fresh, string present)
    {
        if (!_layout.HalfCache)
        {
            _graph.Node("Concat", [past, fresh], [present], ("axis", 2));
            return present;
        }
        _graph.Node("Concat", [past, _graph.Cast(fresh, OnnxType.Float16)], [present], ("axis", 2));
        return _graph.Cast(present, OnnxType.Float);
    }

    private string Repeated(string x)
    {
        var group = _graph.Unsqueeze(x, 2);
        var all = _graph.Concat(2, [.. Enumerable.Repeat(group, TinyDecoder.Heads / TinyDecoder.KvHeads)]);
        return _graph.Reshape(all, 0, TinyDecoder.Heads, -1, TinyDecoder.HeadSize);
    }

    private string Split(string x, int heads) => _graph.Transpose(_graph.Reshape(x, 0, 0, heads, TinyDecoder.HeadSize), 0, 2, 1, 3);

    private string Linear(int layer, string name, string x, int heads) =>
        TinyDecoder.Product(_graph, _layout, $"{layer}.{name}", x, _weights[$"{layer}.{name}"], heads * TinyDecoder.HeadSize);
}
