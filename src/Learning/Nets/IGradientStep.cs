using Forewarn.Learning.Training;

namespace Forewarn.Learning.Nets;

/// <summary>A first-order optimizer of one flat array of parameters.</summary>
public interface IGradientStep : ISnapshot
{
    /// <param name="values">Parameters, <c>[P]</c>; changed in place.</param>
    /// <param name="gradients"><c>[P]</c>.</param>
    void Update(Span<float> values, ReadOnlySpan<float> gradients, double learningRate);
}
