using CsCheck;
using Forewarn.Learning.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public sealed class ReverseKlTests
{
    /// <summary>Averaged over every possible draw of two samples, the surrogate's gradient is that of the KL itself.</summary>
    [Fact]
    public void Its_gradient_is_the_gradient_of_the_divergence() => Gen.Select(Gen.Double[-2, 2].Array[4], Gen.Double[-2, 2].Array[4]).Sample((policy, reference) =>
    {
        using var scope = NewDisposeScope();
        var anchor = nn.functional.log_softmax(tensor(reference), 0);
        var exact = tensor(policy).requires_grad_(true);
        var p = nn.functional.log_softmax(exact, 0);
        (p.exp() * (p - anchor)).sum().backward();

        var sampled = tensor(policy).requires_grad_(true);
        var logProb = nn.functional.log_softmax(sampled, 0);
        double[] share = logProb.exp().data<double>().ToArray();
        var expected = zeros(1, ScalarType.Float64);
        for (int a = 0; a < 4; a++)
            for (int b = 0; b < 4; b++)
            {
                var rows = tensor(new long[] { a, b });
                expected = expected + share[a] * share[b] * ReverseKl.Surrogate(logProb.index_select(0, rows), anchor.index_select(0, rows), 2);
            }
        expected.sum().backward();
        Assert.Equal(exact.grad!.data<double>().ToArray(), sampled.grad!.data<double>().ToArray(), (x, y) => Math.Abs(x - y) < 1e-9);
    }, iter: 30);

    /// <summary>What is wrong with differentiating the mean log-ratio: over all draws its gradient is zero.</summary>
    [Fact]
    public void The_plain_mean_has_no_gradient()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 0.3, -1.0, 2.0 }).requires_grad_(true);
        var logProb = nn.functional.log_softmax(logits, 0);
        (logProb.exp().detach() * logProb).sum().backward();
        Assert.All(logits.grad!.data<double>().ToArray(), g => Assert.Equal(0, g, 1e-12));
    }

    [Fact]
    public void Estimators_agree_near_the_reference_and_two_are_never_negative()
    {
        var (k1, k2, k3) = ReverseKl.Estimate([0.5, -0.1]);
        Assert.Equal(0.2, k1, 1e-12);
        Assert.Equal(0.065, k2, 1e-12);
        Assert.Equal((Math.Exp(-0.5) - 0.5 + Math.Exp(0.1) - 1.1) / 2, k3, 1e-12);
        Gen.Double[-3, 3].Array[1, 9].Sample(ratios =>
        {
            var (_, square, bregman) = ReverseKl.Estimate(ratios);
            Assert.True(square >= 0 && bregman >= -1e-12);
        });
    }

    /// <summary>In expectation over the policy, k1 and k3 are the divergence.</summary>
    [Fact]
    public void The_unbiased_ones_have_the_divergence_as_their_mean()
    {
        double[] p = [0.2, 0.5, 0.3], q = [0.4, 0.4, 0.2];
        double kl = p.Zip(q, (a, b) => a * Math.Log(a / b)).Sum(), k1 = 0, k3 = 0;
        for (int i = 0; i < 3; i++)
        {
            var one = ReverseKl.Estimate([Math.Log(p[i] / q[i])]);
            k1 += p[i] * one.K1;
            k3 += p[i] * one.K3;
        }
        Assert.Equal(kl, k1, 1e-12);
        Assert.Equal(kl, k3, 1e-12);
    }
}
