namespace Forewarn.Learning.Constraints.Inverse.Classes;

/// <summary><c>raw = v - w</c> with one parameter: the feature v may not exceed w.</summary>
/// <param name="start">w at first.</param>
public sealed class ThresholdConstraint(float start = 0) : LinearConstraint(1, start)
{
    /// <summary>w.</summary>
    public double Limit => Values[0];

    internal override string Kind => "threshold";

    private protected override float Raw(ReadOnlySpan<float> x) => x[0] - Values[0];

    private protected override void AddSlope(ReadOnlySpan<float> x, float slope) => Gradients[0] -= slope;
}
