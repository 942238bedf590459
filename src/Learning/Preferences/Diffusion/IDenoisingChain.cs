using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// A reverse chain of Gaussian steps from pure noise to a sample, <c>x' = m(x) + s e</c>. Step 0 leaves pure noise, step
/// <see cref="Steps"/> - 1 gives the sample.
/// </summary>
public interface IDenoisingChain
{
    /// <summary><c>K</c>.</summary>
    int Steps { get; }

    /// <summary><c>D</c>.</summary>
    int Size { get; }

    /// <summary>Standard deviation <c>s</c> of a step's noise, the same when it is drawn and when it is scored; above 0.</summary>
    double Deviation(int step);

    /// <param name="x"><c>[B, D]</c>, what the step starts from.</param>
    /// <returns>Mean <c>m(x)</c> of what it gives, <c>[B, D]</c>; with gradient where the weights have one.</returns>
    Tensor Mean(ParameterStore weights, int step, Tensor x);
}
