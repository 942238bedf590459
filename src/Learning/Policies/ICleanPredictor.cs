using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>A network that predicts the clean plan from a noised one, as samplers and denoising chains call it.</summary>
public interface ICleanPredictor
{
    /// <summary><c>D</c>, the number of diffused numbers.</summary>
    int Size { get; }

    /// <param name="weights">The network's own parameters, or a copy of their layout.</param>
    /// <param name="level">Noise level of all rows.</param>
    /// <param name="x">Noised plans, <c>[B, D]</c>.</param>
    /// <returns>Predicted clean plans, <c>[B, D]</c>.</returns>
    Tensor Clean(ParameterStore weights, int level, Tensor x);
}
