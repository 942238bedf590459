using System.Numerics.Tensors;
using Forewarn.Core;

namespace Forewarn.Learning.Nets;

/// <summary>
/// <c>weight * mean_b (|grad_x f(x_b)| - target)^2</c> for a network with one output, and its gradient in the parameters by forward over
/// reverse: with g = grad_x f and v = g / |g| held fixed, d|g| = d(v . grad_x f), and v . grad_x f is a tangent pass (Gulrajani et al.
/// 2017; target 0.4 in GUITAR's and EvIL's published code, 1 elsewhere).
/// </summary>
public sealed class GradientPenalty(MlpShape shape, int capacity)
{
    private readonly MlpTape _tape = new(shape, capacity);
    // Tangents before and after the activation of every layer, and their adjoints.
    private readonly float[][] _inner = Buffers(shape, capacity), _outer = Buffers(shape, capacity);
    private readonly float[][] _outerAdjoints = Buffers(shape, capacity), _valueAdjoints = Buffers(shape, capacity);
    private readonly float[] _norms = new float[capacity];

    /// <summary>Adds the penalty's gradient to the network's.</summary>
    /// <param name="points">x, <c>[B, I]</c>.</param>
    /// <returns>The penalty.</returns>
    public double Add(Mlp net, ReadOnlySpan<float> points, double target, double weight)
    {
        if (shape.Outputs != 1) throw new InvalidOperationException("A gradient penalty needs one output.");
        int rows = points.Length / shape.Inputs;
        net.Forward(points, _tape);
        _tape.OutputGradients.Fill(1);
        net.Backward(_tape, parameters: false, inputs: true);
        double penalty = Directions(rows, target);
        Tangents(net, rows);
        Reverse(net, rows, target, weight / rows);
        return weight * penalty / rows;
    }

    /// <summary>Unit gradients as input tangents, norms aside; sums the squared distances to the target.</summary>
    private double Directions(int rows, double target)
    {
        double sum = 0;
        for (int b = 0; b < rows; b++)
        {
            var g = _tape.InputGradients.Slice(b * shape.Inputs, shape.Inputs);
            double norm = Math.Sqrt(TensorPrimitives.SumOfSquares<float>(g) + 1e-12);
            _norms[b] = (float)norm;
            TensorPrimitives.Divide(g, (float)norm, _outer[0].AsSpan(b * shape.Inputs, shape.Inputs));
            sum += (norm - target) * (norm - target);
        }
        return sum;
    }

    private void Tangents(Mlp net, int rows)
    {
        for (int l = 0; l < shape.Layers; l++)
        {
            int wide = shape.InputsOf(l), narrow = shape.OutputsOf(l);
            var u = _inner[l + 1].AsSpan(0, rows * narrow);
            Matrices.Product(_outer[l], net.Weights(l), [], u, rows, wide, narrow);
            u.CopyTo(_outer[l + 1]);
            Nonlinearity.TakeBack(shape.ActivationOf(l), _tape.Values[l + 1].AsSpan(0, rows * narrow), _outer[l + 1].AsSpan(0, rows * narrow));
        }
    }

    private void Reverse(Mlp net, int rows, double target, double scale)
    {
        int last = shape.Layers;
        for (int b = 0; b < rows; b++) _outerAdjoints[last][b] = (float)(2 * scale * (_norms[b] - target));
        _valueAdjoints[last].AsSpan(0, rows).Clear();
        for (int l = last - 1; l >= 0; l--)
        {
            int wide = shape.InputsOf(l), narrow = shape.OutputsOf(l), size = rows * narrow, offset = shape.OffsetOf(l);
            var kind = shape.ActivationOf(l);
            var y = _tape.Values[l + 1].AsSpan(0, size);
            var tangent = _outerAdjoints[l + 1].AsSpan(0, size);
            var value = _valueAdjoints[l + 1].AsSpan(0, size);
            // The tangent after the activation is phi'(z) u: its adjoint reaches u, and z through phi''.
            Nonlinearity.TakeBack(kind, y, tangent);
            Nonlinearity.TakeBack(kind, y, value);
            if (kind is Activation.Tanh or Activation.Sigmoid)
                for (int i = 0; i < size; i++) value[i] += tangent[i] * _inner[l + 1][i] * Nonlinearity.Curvature(kind, y[i]);
            var weights = net.Gradients.AsSpan(offset, wide * narrow);
            Matrices.AddOuter(_outer[l], tangent, weights, rows, wide, narrow);
            Matrices.AddOuter(_tape.Values[l], value, weights, rows, wide, narrow);
            Matrices.AddColumns(value, net.Gradients.AsSpan(offset + wide * narrow, narrow), rows, narrow);
            if (l == 0) return;
            Matrices.TransposedProduct(tangent, net.Weights(l), _outerAdjoints[l].AsSpan(0, rows * wide), rows, narrow, wide);
            Matrices.TransposedProduct(value, net.Weights(l), _valueAdjoints[l].AsSpan(0, rows * wide), rows, narrow, wide);
        }
    }

    private static float[][] Buffers(MlpShape shape, int capacity) =>
        [.. Enumerable.Range(0, shape.Layers + 1).Select(l => new float[capacity * (l == 0 ? shape.Inputs : shape.OutputsOf(l - 1))])];
}
