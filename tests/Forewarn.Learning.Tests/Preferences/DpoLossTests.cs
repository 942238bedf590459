using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public sealed class DpoLossTests
{
    [Theory]
    [InlineData(DpoVariant.Sigmoid, 0, 0.1, 5, 0.47407698418)] // ln(1 + e^-0.5)
    [InlineData(DpoVariant.Sigmoid, 0.1, 0.1, 5, 0.52407698418)] // plus 0.1 of the step 0.5 between both signs
    [InlineData(DpoVariant.Robust, 0.1, 0.1, 5, 0.41157698418)] // (0.9 * 0.474077 - 0.1 * 0.974077) / 0.8
    [InlineData(DpoVariant.Ipo, 0, 0.1, 5, 0)] // the target is 1 / (2 beta)
    [InlineData(DpoVariant.Ipo, 0, 0.1, 3, 4)]
    [InlineData(DpoVariant.Hinge, 0, 0.1, 5, 0.5)]
    [InlineData(DpoVariant.Hinge, 0, 0.1, 20, 0)]
    public void Hand_numbers(DpoVariant variant, double smoothing, double beta, double ratio, double wanted) =>
        Assert.Equal(wanted, DpoLoss.Of(ratio, new() { Variant = variant, LabelSmoothing = smoothing, Beta = beta }), 1e-9);

    [Fact]
    public void Tensors_say_what_numbers_say() => Gen.Select(
        Gen.Double[-60, 60].Array[1, 20], Gen.Enum<DpoVariant>(), Gen.Double[0.01, 5], Gen.Double[0, 0.49]).Sample((ratios, variant, beta, e) =>
    {
        using var scope = NewDisposeScope();
        var options = new DpoOptions { Variant = variant, Beta = beta, LabelSmoothing = e };
        double[] twin = DpoLoss.Of(tensor(ratios), options).data<double>().ToArray();
        for (int i = 0; i < ratios.Length; i++) Assert.Equal(DpoLoss.Of(ratios[i], options), twin[i], 1e-9 * (1 + Math.Abs(twin[i])));
    });

    /// <summary>With every pair covered, the population's DPO gradient vanishes at the soft optimum <c>π_ref exp(r / beta) / Z</c>.</summary>
    [Fact]
    public void Its_optimum_is_the_soft_optimum() => Gen.Select(
        Gen.Double[-1, 1].Array[5], Gen.Double[-1, 1].Array[5], Gen.Double[0.2, 2]).Sample((reference, reward, beta) =>
    {
        using var scope = NewDisposeScope();
        var anchor = nn.functional.log_softmax(tensor(reference), 0);
        var logits = (anchor + tensor(reward) / beta).detach().requires_grad_(true);
        var logProb = nn.functional.log_softmax(logits, 0);
        var loss = zeros(1, ScalarType.Float64);
        for (int a = 0; a < 5; a++)
            for (int b = 0; b < 5; b++)
            {
                if (a == b) continue;
                double wins = 1 / (1 + Math.Exp(reward[b] - reward[a]));
                var ratio = PairedLogRatio.Of(logProb[a], anchor[a], logProb[b], anchor[b]);
                loss = loss + wins * DpoLoss.Of(ratio, new() { Beta = beta });
            }
        loss.sum().backward();
        Assert.All(logits.grad!.data<double>().ToArray(), g => Assert.Equal(0, g, 1e-9));
    }, iter: 20);

    [Fact]
    public void Slic_is_a_hinge_held_by_likelihood()
    {
        Assert.Equal(3.0, SlicLoss.Of(-5, -6, -4, margin: 2, weight: 0.5), 1e-12);
        Assert.Equal(2.0, SlicLoss.Of(-5, -9, -4, margin: 2, weight: 0.5), 1e-12);
        using var scope = NewDisposeScope();
        double[] twin = SlicLoss.Of(tensor(new[] { -5.0, -5 }), tensor(new[] { -6.0, -9 }), tensor(new[] { -4.0, -4 }), 2, 0.5).data<double>().ToArray();
        Assert.Equal([3, 2], twin);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ForewarnException>(() => new DpoOptions { Beta = 0 }.Validate());
        Assert.Throws<ForewarnException>(() => new DpoOptions { LabelSmoothing = 0.5 }.Validate());
        Assert.Throws<ForewarnException>(() => new DpoOptions { LabelSmoothing = double.NaN }.Validate());
    }
}
