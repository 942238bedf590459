using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>The chain of a network that predicts the clean plan, under a sampler with noise.</summary>
/// <param name="clamp">Largest magnitude of a predicted clean number, as in the deployed sampler.</param>
public sealed class DenoisingChain(ICleanPredictor net, ChainSampler sampler, double clamp) : IDenoisingChain
{
    public ChainSampler Sampler => sampler;

    /// <inheritdoc/>
    public int Steps => sampler.Steps.Count;

    /// <inheritdoc/>
    public int Size => net.Size;

    /// <inheritdoc/>
    public double Deviation(int step) => sampler.Steps[step].Deviation;

    /// <inheritdoc/>
    public Tensor Mean(ParameterStore weights, int step, Tensor x)
    {
        using var scope = NewDisposeScope();
        var at = sampler.Steps[step];
        var clean = net.Clean(weights, at.Level, x).clamp(-clamp, clamp);
        return (clean * at.FromClean + x * at.FromNoisy).MoveToOuterDisposeScope();
    }
}
