using Forewarn.Learning.Nets;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Nets;

/// <summary>The same network in torch and double precision: autograd is the oracle.</summary>
internal sealed class TorchMlp
{
    private readonly MlpShape _shape;
    private readonly Tensor[] _weights, _biases;

    public TorchMlp(Mlp net) : this(net.Shape, net.Values) { }

    public TorchMlp(MlpShape shape, ReadOnlySpan<float> values)
    {
        _shape = shape;
        (_weights, _biases) = (new Tensor[shape.Layers], new Tensor[shape.Layers]);
        for (int l = 0; l < shape.Layers; l++)
        {
            int wide = shape.InputsOf(l), narrow = shape.OutputsOf(l), offset = shape.OffsetOf(l);
            _weights[l] = Leaf(values.Slice(offset, wide * narrow), wide, narrow);
            _biases[l] = Leaf(values.Slice(offset + wide * narrow, narrow), narrow);
        }
    }

    /// <summary>In the order of <see cref="Mlp.Values"/>.</summary>
    public Tensor[] Parameters => [.. Enumerable.Range(0, _shape.Layers).SelectMany(l => (Tensor[])[_weights[l], _biases[l]])];

    /// <summary>Gradients <c>[P]</c>, zero where there are none.</summary>
    public double[] Gradients => [.. Parameters.SelectMany(p => p.grad is { } g ? g.flatten().data<double>().ToArray() : new double[p.numel()])];

    /// <param name="x"><c>[B, I]</c>, double.</param>
    public Tensor Forward(Tensor x)
    {
        for (int l = 0; l < _shape.Layers; l++)
        {
            x = x.matmul(_weights[l]) + _biases[l];
            x = _shape.ActivationOf(l) switch
            {
                Activation.Relu => nn.functional.relu(x),
                Activation.LeakyRelu => nn.functional.leaky_relu(x, 0.01),
                Activation.Tanh => x.tanh(),
                Activation.Sigmoid => x.sigmoid(),
                _ => x,
            };
        }
        return x;
    }

    public static Tensor Rows(ReadOnlySpan<float> values, int width, bool gradient = false) =>
        gradient ? Leaf(values, values.Length / width, width) : tensor(Doubles(values), [values.Length / width, width]);

    /// <summary>Largest difference over the largest value.</summary>
    public static double Gap(ReadOnlySpan<float> ours, ReadOnlySpan<double> theirs)
    {
        Assert.Equal(theirs.Length, ours.Length);
        double gap = 0, scale = 1e-12;
        for (int i = 0; i < ours.Length; i++)
        {
            Assert.True(float.IsFinite(ours[i]));
            gap = Math.Max(gap, Math.Abs(ours[i] - theirs[i]));
            scale = Math.Max(scale, Math.Abs(theirs[i]));
        }
        return gap / scale;
    }

    private static Tensor Leaf(ReadOnlySpan<float> values, params long[] shape) => tensor(Doubles(values), shape).requires_grad_(true);

    private static double[] Doubles(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), v => (double)v);
}
