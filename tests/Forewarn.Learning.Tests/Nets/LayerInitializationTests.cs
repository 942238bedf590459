using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.Tests.Nets;

public sealed class LayerInitializationTests
{
    [Fact]
    public void Orthogonal_layers_are_orthonormal_over_the_shorter_side() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.ULong, Gen.Bool).Sample((inputs, outputs, seed, hidden) =>
        {
            var net = new Mlp(hidden ? new(inputs, [outputs], 1) : new(inputs, [], outputs), new SeedStream(seed), Initialization.Orthogonal);
            double square = hidden ? 2 : 1;
            var w = net.Weights(0);
            int count = Math.Min(inputs, outputs);
            for (int a = 0; a < count; a++)
                for (int b = 0; b < count; b++)
                {
                    double dot = 0;
                    if (inputs <= outputs)
                        for (int j = 0; j < outputs; j++) dot += (double)w[a * outputs + j] * w[b * outputs + j];
                    else
                        for (int i = 0; i < inputs; i++) dot += (double)w[i * outputs + a] * w[i * outputs + b];
                    Assert.Equal(a == b ? square : 0, dot, 1e-5);
                }
            Assert.All(net.Bias(0).ToArray(), v => Assert.Equal(0, v));
        }, iter: 40);

    [Fact]
    public void Uniform_layers_fill_their_bounds()
    {
        var net = new Mlp(new MlpShape(25, [400], 400), new SeedStream(1));
        float[] first = net.Weights(0).ToArray(), second = net.Weights(1).ToArray();
        Assert.InRange(first.Max(), 0.199f, 0.2f);
        Assert.InRange(first.Min(), -0.2f, -0.199f);
        Assert.InRange(second.Max(), 0.0499f, 0.05f);
        Assert.Equal(0.2 / Math.Sqrt(3), Math.Sqrt(first.Average(v => v * v)), 2e-3);
    }

    [Fact]
    public void The_output_factor_scales_the_last_layer_alone()
    {
        var shape = new MlpShape(6, [8], 3);
        Mlp one = new(shape, new SeedStream(7)), small = new(shape, new SeedStream(7), output: 0.01);
        Assert.Equal(one.Weights(0), small.Weights(0));
        Assert.Equal(one.Weights(1).ToArray().Select(v => v * 0.01f), small.Weights(1).ToArray(), (a, b) => Math.Abs(a - b) < 1e-8f);
    }
}
