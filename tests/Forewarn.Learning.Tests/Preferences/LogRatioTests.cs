using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public sealed class LogRatioTests
{
    [Fact]
    public void Hand_numbers()
    {
        double[] parts = [-9, -1, -2, -3, -7];
        bool[] mask = [false, true, true, true, false];
        Assert.Equal(-6, MaskedLogProb.Of(parts, mask));
        Assert.Equal(-2, MaskedLogProb.Of(parts, mask, LogProbReduction.Mean));
        Assert.Equal(0.5, PairedLogRatio.Of(-1, -2, -3, -3.5), 1e-12);
        Assert.Throws<ForewarnException>(() => MaskedLogProb.Of(parts, [false, false, false, false, false]));
        Assert.Throws<ForewarnException>(() => MaskedLogProb.Of(parts, [true]));
    }

    /// <summary>What stands under padding, infinities included, changes neither the value nor the gradient.</summary>
    [Theory]
    [InlineData(LogProbReduction.Sum)]
    [InlineData(LogProbReduction.Mean)]
    public void Padding_cannot_matter(LogProbReduction reduction)
    {
        using var scope = NewDisposeScope();
        foreach (double padding in new[] { 0, 1e9, double.NegativeInfinity, double.NaN })
        {
            var parts = tensor(new[] { -1.0, -2, padding, -4, padding, padding }, 2, 3).requires_grad_(true);
            var mask = tensor(new[] { true, true, false, true, false, false }, 2, 3);
            var value = MaskedLogProb.Of(parts, mask, reduction);
            double[] wanted = [MaskedLogProb.Of([-1, -2, padding], [true, true, false], reduction), -4];
            Assert.Equal(wanted, value.data<double>().ToArray());
            value.sum().backward();
            double first = reduction == LogProbReduction.Sum ? 1 : 0.5;
            Assert.Equal([first, first, 0, 1, 0, 0], parts.grad!.data<double>().ToArray());
        }
    }

    [Fact]
    public void Swapping_the_sides_turns_the_sign() => Gen.Double[-9, 9].Array[4].Sample(x =>
    {
        Assert.Equal(-PairedLogRatio.Of(x[0], x[1], x[2], x[3]), PairedLogRatio.Of(x[2], x[3], x[0], x[1]), 1e-12);
        using var scope = NewDisposeScope();
        Assert.Equal(PairedLogRatio.Of(x[0], x[1], x[2], x[3]),
            PairedLogRatio.Of(tensor(x[0]), tensor(x[1]), tensor(x[2]), tensor(x[3])).ToDouble(), 1e-12);
    });

    /// <summary>What depends on the prompt alone (its normalizer, a shared prefix) cancels.</summary>
    [Fact]
    public void What_both_sides_share_cancels() => Gen.Double[-9, 9].Array[5].Sample(x => Assert.Equal(
        PairedLogRatio.Of(x[0], x[1], x[2], x[3]), PairedLogRatio.Of(x[0] + x[4], x[1], x[2] + x[4], x[3]), 1e-9));
}
