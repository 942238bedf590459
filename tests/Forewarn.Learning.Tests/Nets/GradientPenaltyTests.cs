using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Nets;

public sealed class GradientPenaltyTests
{
    private static readonly Gen<(Activation Inner, Activation Outer)> s_kinds = Gen.Int[0, 5].Select(i => new[]
    {
        (Activation.Relu, Activation.Identity), (Activation.LeakyRelu, Activation.Identity), (Activation.Tanh, Activation.Identity),
        (Activation.Tanh, Activation.Sigmoid), (Activation.Relu, Activation.Sigmoid), (Activation.Sigmoid, Activation.Tanh),
    }[i]);

    /// <summary>Against autograd through autograd.</summary>
    [Fact]
    public void The_penalty_and_its_gradient_are_those_of_double_backpropagation() =>
        Gen.Select(s_kinds, Gen.Int[1, 20].Array[1, 3], Gen.Int[1, 20], Gen.Int[1, 30], Gen.Double[0, 1], Gen.ULong)
            .Sample((kinds, hidden, inputs, rows, target, seed) =>
            {
                using var scope = NewDisposeScope();
                var shape = new MlpShape(inputs, hidden, 1, kinds.Inner, kinds.Outer);
                var net = new Mlp(shape, new SeedStream(seed), output: 3);
                var x = new float[rows * inputs];
                new SeedStream(seed + 1).FillNormal(x);
                double found = new GradientPenalty(shape, rows).Add(net, x, target, 10);

                var oracle = new TorchMlp(net);
                var points = TorchMlp.Rows(x, inputs, gradient: true);
                var gradient = autograd.grad([oracle.Forward(points).sum()], [points], retain_graph: true, create_graph: true)[0];
                var penalty = 10 * ((gradient.square().sum(1) + 1e-12).sqrt() - target).square().mean();
                penalty.backward();
                Assert.Equal(penalty.item<double>(), found, 1e-5 * Math.Max(1, penalty.item<double>()));
                Assert.InRange(TorchMlp.Gap(net.Gradients, oracle.Gradients), 0, 2e-5);
            }, iter: 60, threads: 1);

    [Fact]
    public void It_adds_to_what_is_there_and_needs_one_output()
    {
        var net = new Mlp(new MlpShape(3, [4], 1), new SeedStream(1));
        var penalty = new GradientPenalty(net.Shape, 2);
        penalty.Add(net, [1, 2, 3, 3, 2, 1], 0.4, 1);
        float[] once = [.. net.Gradients];
        penalty.Add(net, [1, 2, 3, 3, 2, 1], 0.4, 1);
        Assert.Equal(once, net.Gradients.Select(g => g / 2), (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Contains(once, g => g != 0);
        var pair = new Mlp(new MlpShape(3, [4], 2), new SeedStream(1));
        Assert.Throws<InvalidOperationException>(() => new GradientPenalty(pair.Shape, 2).Add(pair, new float[6], 0.4, 1));
    }
}
