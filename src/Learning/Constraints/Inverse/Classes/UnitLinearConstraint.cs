using System.Numerics.Tensors;

namespace Forewarn.Learning.Constraints.Inverse.Classes;

/// <summary><c>raw = w . x + b</c> with <c>|w| = 1</c>: a half space of any direction; raw is the signed distance to its edge.</summary>
public sealed class UnitLinearConstraint : LinearConstraint
{
    /// <summary>Starts with the same weight on every feature and b = 0.</summary>
    public UnitLinearConstraint(int inputs)
        : base(inputs, [.. Enumerable.Repeat(1 / MathF.Sqrt(inputs), inputs), 0])
    {
    }

    /// <summary>w, <c>[D]</c>.</summary>
    public ReadOnlySpan<float> Weights => Values.AsSpan(0, Inputs);

    /// <summary>b.</summary>
    public double Offset => Values[^1];

    internal override string Kind => "unit-linear";

    public override void Project()
    {
        var w = Values.AsSpan(0, Inputs);
        float norm = TensorPrimitives.Norm<float>(w);
        if (norm > 0) TensorPrimitives.Divide(w, norm, w);
    }

    private protected override float Raw(ReadOnlySpan<float> x) => TensorPrimitives.Dot(x, Values.AsSpan(0, Inputs)) + Values[^1];

    private protected override void AddSlope(ReadOnlySpan<float> x, float slope)
    {
        var g = Gradients.AsSpan(0, Inputs);
        TensorPrimitives.MultiplyAdd(x, slope, g, g);
        Gradients[^1] += slope;
    }
}
