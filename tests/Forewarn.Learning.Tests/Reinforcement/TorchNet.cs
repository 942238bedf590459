using Forewarn.Learning.Nets;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Reinforcement;

/// <summary>The same network in torch, in double precision, with parameters that collect gradients.</summary>
internal sealed class TorchNet
{
    private readonly MlpShape _shape;
    private readonly List<(Tensor Weight, Tensor Bias)> _layers = [];

    /// <param name="values">Flat parameters as in <see cref="Mlp.Values"/>.</param>
    public TorchNet(MlpShape shape, float[] values)
    {
        _shape = shape;
        for (int l = 0; l < shape.Layers; l++)
        {
            int wide = shape.InputsOf(l), narrow = shape.OutputsOf(l), at = shape.OffsetOf(l);
            _layers.Add((Leaf(values[at..(at + wide * narrow)], wide, narrow), Leaf(values[(at + wide * narrow)..(at + (wide + 1) * narrow)], narrow)));
        }
    }

    /// <summary><c>[B, I]</c> to <c>[B, O]</c>.</summary>
    public Tensor Forward(Tensor x)
    {
        for (int l = 0; l < _shape.Layers; l++)
        {
            x = x.matmul(_layers[l].Weight) + _layers[l].Bias;
            x = _shape.ActivationOf(l) switch
            {
                Activation.Relu => nn.functional.relu(x),
                Activation.Tanh => tanh(x),
                _ => x,
            };
        }
        return x;
    }

    /// <summary>Gradients after a backward pass, flat as in <see cref="Mlp.Gradients"/>.</summary>
    public double[] Gradients() => [.. _layers.SelectMany(l => Flat(l.Weight.grad).Concat(Flat(l.Bias.grad)))];

    public static Tensor Leaf(float[] values, params long[] shape) => Rows(values, shape).requires_grad_(true);

    public static Tensor Rows(ReadOnlySpan<float> values, params long[] shape) => tensor(values.ToArray()).to_type(ScalarType.Float64).reshape(shape);

    private static double[] Flat(Tensor? gradient) => gradient!.flatten().data<double>().ToArray();
}
