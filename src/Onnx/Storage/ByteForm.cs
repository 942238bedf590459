using System.Runtime.InteropServices;

namespace Forewarn.Onnx;

/// <summary>
/// int8 behind a <c>Cast</c> and a <c>Mul</c>, <c>w ≈ q · scale</c> with <c>|q| ≤ 127</c>, one scale for every slice along one axis of the
/// matrix: along that axis which rounds with the least squared error, so it need not be known how a matrix is multiplied. A matrix
/// without long slices has one scale.
/// </summary>
internal sealed class ByteForm : WeightForm
{
    private const int Largest = 127;

    /// <summary>Slices shorter than this would spend more on their scales than the numbers are worth.</summary>
    private const int Shortest = 32;

    private const string Wide = ".wide", Scale = ".scale";

    public override int Bits => 8;

    public override string Name => "eight bits";

    internal override string Suffix => ".byte";

    internal override OnnxType Type => OnnxType.Int8;

    internal override IReadOnlyList<ProtoWriter> Nodes(string name) =>
    [
        Cast(name + Suffix, name + Wide),
        new ProtoWriter().Text(1, name + Wide).Text(1, name + Scale).Text(2, name).Text(3, name + ".scaled").Text(4, "Mul"),
    ];

    internal override IReadOnlyList<ProtoWriter> Constants(GraphWeight weight)
    {
        float[] values = weight.Floats();
        if (values.FirstOrDefault(v => !float.IsFinite(v)) is var wild && !float.IsFinite(wild))
            throw new InvalidDataException(FormattableString.Invariant($"'{weight.Name}' holds {wild:R}, which {Name} have no finite value for"));
        var best = Enumerable.Range(0, weight.Shape.Count).Where(a => values.Length / weight.Shape[a] >= Shortest)
            .Select(axis => Slices.Of(weight.Shape, axis)).Append(Slices.Whole).Select(slices => (Slices: slices, Rounded: Round(values, slices)))
            .MinBy(r => r.Rounded.Error);
        long[] shape = new long[weight.Shape.Count];
        Array.Fill(shape, 1);
        if (best.Slices != Slices.Whole) shape[best.Slices.Axis] = best.Slices.Count;
        return
        [
            GraphWeights.Stored(weight.Name + Suffix, Type, weight.Shape, MemoryMarshal.AsBytes(best.Rounded.Numbers.AsSpan())),
            GraphWeights.Stored(weight.Name + Scale, OnnxType.Float, shape, MemoryMarshal.AsBytes(best.Rounded.Scales.AsSpan())),
        ];
    }

    internal override float[] Floats(GraphWeight numbers, string name, Func<string, GraphWeight> constant)
    {
        var scale = constant(name + Scale);
        int axis = scale.Shape.ToList().FindIndex(size => size > 1);
        var slices = axis < 0 ? Slices.Whole : Slices.Of(numbers.Shape, axis);
        float[] scales = scale.Floats(), values = new float[numbers.Count];
        var bytes = MemoryMarshal.Cast<byte, sbyte>(numbers.Bytes);
        for (int i = 0; i < values.Length; i++) values[i] = bytes[i] * scales[slices[i]];
        return values;
    }

    private static (sbyte[] Numbers, float[] Scales, double Error) Round(float[] values, Slices slices)
    {
        var scales = new float[slices.Count];
        for (int i = 0; i < values.Length; i++) scales[slices[i]] = Math.Max(scales[slices[i]], Math.Abs(values[i]));
        for (int s = 0; s < scales.Length; s++) scales[s] = Shortened(scales[s] / Largest);
        var numbers = new sbyte[values.Length];
        double error = 0;
        for (int i = 0; i < values.Length; i++)
        {
            float scale = scales[slices[i]];
            // A slice of zeros has the scale 0.
            numbers[i] = scale > 0 ? (sbyte)MathF.Round(values[i] / scale) : (sbyte)0;
            double missed = values[i] - (double)(numbers[i] * scale);
            error += missed * missed;
        }
        return (numbers, scales, error);
    }

    /// <summary>
    /// Rounded up to eleven significant bits: every product with a byte is exact then, so numbers that were stored once are stored
    /// the same a second time.
    /// </summary>
    private static float Shortened(float scale) => BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(scale) + 0x1FFF) & ~0x1FFF);

    /// <summary>The slices of a row-major array along an axis.</summary>
    private readonly record struct Slices(int Axis, int Count, int Stride)
    {
        /// <summary>All elements are one slice.</summary>
        public static Slices Whole { get; } = new(0, 1, 1);

        public static Slices Of(IReadOnlyList<long> shape, int axis) =>
            new(axis, (int)shape[axis], (int)shape.Skip(axis + 1).Aggregate(1L, (a, b) => a * b));

        /// <summary>The slice in which an element lies.</summary>
        public int this[int element] => element / Stride % Count;
    }
}
