namespace Forewarn.Learning.Constraints.Inverse.Classes;

/// <summary><c>raw = w x - y</c> with one parameter: the point (x, y) may not be below the line of slope w.</summary>
/// <param name="start">w at first.</param>
public sealed class HalfPlaneConstraint(float start = 0) : LinearConstraint(2, start)
{
    /// <summary>w.</summary>
    public double Slope => Values[0];

    internal override string Kind => "half-plane";

    private protected override float Raw(ReadOnlySpan<float> x) => Values[0] * x[0] - x[1];

    private protected override void AddSlope(ReadOnlySpan<float> x, float slope) => Gradients[0] += slope * x[0];
}
