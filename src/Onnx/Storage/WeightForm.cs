namespace Forewarn.Onnx;

/// <summary>How <see cref="CompactWeights"/> stores a large matrix: as constants, and nodes that make floats of them when a graph is loaded.</summary>
public abstract class WeightForm
{
    /// <summary>float16, rounded to nearest: half the bytes.</summary>
    public static WeightForm Half { get; } = new HalfForm();

    /// <summary>int8 with one scale per row or column: a quarter of the bytes.</summary>
    public static WeightForm Byte { get; } = new ByteForm();

    /// <summary>Every form.</summary>
    public static IReadOnlyList<WeightForm> All { get; } = [Half, Byte];

    /// <summary>Bits of a stored number.</summary>
    public abstract int Bits { get; }

    /// <summary>In words.</summary>
    public abstract string Name { get; }

    /// <summary>What stands behind a weight's name in that of its stored numbers.</summary>
    internal abstract string Suffix { get; }

    internal abstract OnnxType Type { get; }

    /// <summary>Nodes that end in the weight's own name.</summary>
    internal abstract IReadOnlyList<ProtoWriter> Nodes(string name);

    /// <summary>What <see cref="Nodes"/> read; the numbers come first.</summary>
    /// <exception cref="InvalidDataException">The form has no finite value for one of them.</exception>
    internal abstract IReadOnlyList<ProtoWriter> Constants(GraphWeight weight);

    /// <summary>The weight's elements again, as the nodes compute them.</summary>
    /// <param name="numbers">The stored ones.</param>
    /// <param name="constant">Any other constant of the graph by its name.</param>
    internal abstract float[] Floats(GraphWeight numbers, string name, Func<string, GraphWeight> constant);

    private protected static ProtoWriter Cast(string from, string to) => new ProtoWriter()
        .Text(1, from).Text(2, to).Text(3, from + ".cast").Text(4, "Cast")
        .Message(5, new ProtoWriter().Text(1, "to").Int(3, (int)OnnxType.Float).Int(20, 2));
}
