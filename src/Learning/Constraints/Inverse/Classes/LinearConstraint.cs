namespace Forewarn.Learning.Constraints.Inverse.Classes;

/// <summary>What the classes with a handful of parameters share: <c>raw</c> is linear in the parameters, given the features.</summary>
public abstract class LinearConstraint : ConstraintClass
{
    private protected LinearConstraint(int inputs, params float[] values) => (Inputs, Values, Gradients) = (inputs, values, new float[values.Length]);

    public override int Inputs { get; }

    public override float[] Values { get; }

    public override float[] Gradients { get; }

    public override void Evaluate(ReadOnlySpan<float> features, Span<float> raw)
    {
        for (int b = 0; b < raw.Length; b++) raw[b] = Raw(features.Slice(b * Inputs, Inputs));
    }

    public override void Backward(ReadOnlySpan<float> features, ReadOnlySpan<float> slopes)
    {
        for (int b = 0; b < slopes.Length; b++) AddSlope(features.Slice(b * Inputs, Inputs), slopes[b]);
    }

    private protected abstract float Raw(ReadOnlySpan<float> x);

    /// <summary>Adds <c>slope d raw / d values</c>.</summary>
    private protected abstract void AddSlope(ReadOnlySpan<float> x, float slope);
}
