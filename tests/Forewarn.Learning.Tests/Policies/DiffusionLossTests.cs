using Forewarn.Learning.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

public class DiffusionLossTests
{
    [Fact]
    public void WeightIsTheClampedSignalToNoiseRatio()
    {
        using var scope = NewDisposeScope();
        var weight = DiffusionLoss.Weight(tensor(new[] { 0.001, 0.5, 0.999 })).data<double>().ToArray();
        Assert.Equal(0.1, weight[0], 12);
        Assert.Equal(0.5 / 0.501, weight[1], 12);
        Assert.Equal(5, weight[2], 12);
    }

    [Fact]
    public void LossByHand()
    {
        using var scope = NewDisposeScope();
        var signal = tensor(new[] { 0.5, 0.999 }).view(2, 1);
        var predicted = tensor(new[] { 1.0, 2, 3, 4 }).view(2, 2);
        var clean = tensor(new[] { 0.0, 2, 3, 2 }).view(2, 2);
        Assert.Equal((0.5 / 0.501 + 5 * 4) / 4, DiffusionLoss.Of(predicted, clean, signal).ToDouble(), 12);
    }

    [Fact]
    public void NoisingKeepsUnitVariance()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var noised = DiffusionLoss.Noised(randn(200000, 1), randn(200000, 1), tensor(0.3f));
        Assert.Equal(1, noised.std().ToDouble(), 2);
        var none = DiffusionLoss.Noised(tensor(new[] { 2.0 }), tensor(new[] { 9.0 }), tensor(1.0));
        Assert.Equal(2, none.ToDouble(), 12);
    }
}
