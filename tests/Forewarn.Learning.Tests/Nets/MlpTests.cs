using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Nets;

public sealed class MlpTests
{
    private static readonly Gen<Activation> s_activation = Gen.Int[0, 4].Select(i => (Activation)i);

    [Fact]
    public void Outputs_and_all_gradients_are_those_of_autograd() =>
        Gen.Select(s_activation, s_activation, Gen.Int[1, 24].Array[0, 3], Gen.Int[1, 20], Gen.Int[1, 13], Gen.Int[1, 40], Gen.ULong)
            .Sample((inner, outer, hidden, inputs, outputs, rows, seed) =>
            {
                using var scope = NewDisposeScope();
                var shape = new MlpShape(inputs, hidden, outputs, inner, outer);
                var net = new Mlp(shape, new SeedStream(seed));
                float[] x = new float[rows * inputs], weights = new float[rows * outputs];
                new SeedStream(seed + 1).FillNormal(x);
                new SeedStream(seed + 2).FillNormal(weights);
                var tape = new MlpTape(shape, rows + 3);
                net.Forward(x, tape);
                float[] found = tape.Outputs.ToArray();
                weights.CopyTo(tape.OutputGradients);
                net.Backward(tape, parameters: true, inputs: true);

                var oracle = new TorchMlp(net);
                var points = TorchMlp.Rows(x, inputs, gradient: true);
                var y = oracle.Forward(points);
                (y * TorchMlp.Rows(weights, outputs)).sum().backward();
                Assert.InRange(TorchMlp.Gap(found, y.data<double>().ToArray()), 0, 1e-5);
                Assert.InRange(TorchMlp.Gap(net.Gradients, oracle.Gradients), 0, 1e-5);
                Assert.InRange(TorchMlp.Gap(tape.InputGradients, points.grad!.data<double>().ToArray()), 0, 1e-5);
            }, iter: 60, threads: 1);

    [Fact]
    public void The_sizes_of_real_runs_agree_too()
    {
        using var scope = NewDisposeScope();
        foreach (int width in new[] { 64, 256 })
        {
            var shape = new MlpShape(17, [width, width], 12);
            var net = new Mlp(shape, new SeedStream(1));
            var x = new float[256 * 17];
            NormalNoise.Fill(x, new SeedStream(2));
            var tape = new MlpTape(shape, 256);
            net.Forward(x, tape);
            tape.OutputGradients.Fill(1);
            net.Backward(tape);
            var oracle = new TorchMlp(net);
            oracle.Forward(TorchMlp.Rows(x, 17)).sum().backward();
            Assert.InRange(TorchMlp.Gap(net.Gradients, oracle.Gradients), 0, 1e-5);
        }
    }

    [Fact]
    public void Gradients_add_up_until_they_are_cleared()
    {
        var net = new Mlp(new MlpShape(3, [5], 2), new SeedStream(1));
        var tape = new MlpTape(net.Shape, 4);
        float[] Once()
        {
            net.Forward([1, 2, 3, -1, 0.5f, 2], tape);
            tape.OutputGradients.Fill(1);
            net.Backward(tape);
            return [.. net.Gradients];
        }
        float[] once = Once(), twice = Once();
        Assert.Equal(once, twice.Select(g => g / 2), (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Contains(once, g => g != 0);
        net.ZeroGradients();
        Assert.Equal(once, Once());
    }

    [Fact]
    public void A_frozen_copy_follows_slowly_and_shares_nothing()
    {
        var net = new Mlp(new MlpShape(2, [3], 1), new SeedStream(1));
        var target = net.Frozen();
        float before = net.Values[0];
        net.Values[0] = before + 1;
        Assert.Equal(before, target.Values[0]);
        target.Approach(net, 0.25f);
        Assert.Equal(before + 0.25f, target.Values[0], 1e-6f);
        Assert.Empty(target.Gradients);
    }

    [Fact]
    public void Inputs_of_another_width_and_more_rows_than_the_tape_are_refused()
    {
        var net = new Mlp(new MlpShape(3, [4], 1), new SeedStream(1));
        var tape = new MlpTape(net.Shape, 2);
        Assert.ThrowsAny<Exception>(() => net.Forward(new float[4], tape));
        Assert.ThrowsAny<Exception>(() => net.Forward(new float[9], tape));
        Assert.Throws<ForewarnException>(() => new Mlp(new MlpShape(3, [0], 1), new SeedStream(1)));
    }
}
