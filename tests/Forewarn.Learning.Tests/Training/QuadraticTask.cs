using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Training;

/// <summary>
/// Linear regression on noise drawn per step: uses both sources of randomness that a resumed run must repeat.
/// </summary>
internal sealed class QuadraticTask : ITrainingTask
{
    private readonly Tensor truth = arange(6, dtype: ScalarType.Float32).view(2, 3).DetachFromDisposeScope();

    public QuadraticTask(ulong seed = 3)
    {
        Parameters = new ParameterStore(new SeedStreams(seed).Stream("weights"));
        Parameters.AddLinear("layer", 3, 2).AddLayerNorm("unused", 4);
    }

    public ParameterStore Parameters { get; }

    public bool Poison { get; set; }

    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        Parameters.ZeroGradients();
        var x = randn(8, 3) * seed.Uniform(0.5, 1.5);
        var loss = (Parameters.Linear("layer", x) - x.matmul(truth.t())).pow(2).mean();
        if (Poison) loss = loss * float.NaN;
        loss.backward();
        return new Dictionary<string, double> { ["loss"] = loss.item<float>() };
    }

    public IReadOnlyDictionary<string, double> Evaluate()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        double error = (Parameters["layer.weight"] - truth).abs().max().item<float>();
        return new Dictionary<string, double> { ["error"] = error };
    }
}
