using System.Runtime.InteropServices;

namespace Forewarn.Onnx;

/// <summary>float16, rounded to nearest, ties to even, behind one <c>Cast</c>.</summary>
internal sealed class HalfForm : WeightForm
{
    public override int Bits => 16;

    public override string Name => "half precision";

    internal override string Suffix => ".half";

    internal override OnnxType Type => OnnxType.Float16;

    internal override IReadOnlyList<ProtoWriter> Nodes(string name) => [Cast(name + Suffix, name)];

    internal override IReadOnlyList<ProtoWriter> Constants(GraphWeight weight)
    {
        var values = MemoryMarshal.Cast<byte, float>(weight.Bytes);
        var halves = new Half[values.Length];
        for (int i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
            if (!System.Half.IsFinite(halves[i]))
                throw new InvalidDataException(FormattableString.Invariant($"'{weight.Name}' holds {values[i]:R}, which {Name} has no finite value for"));
        }
        return [GraphWeights.Stored(weight.Name + Suffix, Type, weight.Shape, MemoryMarshal.AsBytes(halves.AsSpan()))];
    }

    internal override float[] Floats(GraphWeight numbers, string name, Func<string, GraphWeight> constant)
    {
        var halves = MemoryMarshal.Cast<byte, Half>(numbers.Bytes);
        var values = new float[halves.Length];
        for (int i = 0; i < values.Length; i++) values[i] = (float)halves[i];
        return values;
    }
}
