using System.Numerics.Tensors;
using Forewarn.Core;

namespace Forewarn.Learning.Nets;

/// <summary>
/// A multilayer perceptron with its gradients, all parameters in one flat array: small networks spend their time in call overhead
/// elsewhere, here a pass is a handful of fused loops. One thread; the same numbers on every run.
/// </summary>
public sealed class Mlp
{
    /// <param name="output">Factor on the initial weights of the last layer.</param>
    /// <exception cref="ForewarnException">A width below 1.</exception>
    public Mlp(MlpShape shape, SeedStream seed, Initialization initialization = Initialization.Uniform, double output = 1)
    {
        shape.Validate();
        Shape = shape;
        (Values, Gradients) = (new float[shape.Count], new float[shape.Count]);
        for (int l = 0; l < shape.Layers; l++)
            LayerInitialization.Fill(initialization, Weights(l), Bias(l), shape.InputsOf(l), seed.Child("layer", l),
                l == shape.Layers - 1 ? output : initialization == Initialization.Orthogonal ? Math.Sqrt(2) : 1);
    }

    private Mlp(MlpShape shape) => (Shape, Values, Gradients) = (shape, new float[shape.Count], []);

    public MlpShape Shape { get; }

    /// <summary>All parameters, <c>[P]</c>: per layer weights <c>[in, out]</c>, then bias <c>[out]</c>.</summary>
    public float[] Values { get; }

    /// <summary>Gradients in the same order, <c>[P]</c>; empty in a copy made by <see cref="Frozen"/>.</summary>
    public float[] Gradients { get; }

    public Span<float> Weights(int layer) => Values.AsSpan(Shape.OffsetOf(layer), Shape.InputsOf(layer) * Shape.OutputsOf(layer));

    public Span<float> Bias(int layer) =>
        Values.AsSpan(Shape.OffsetOf(layer) + Shape.InputsOf(layer) * Shape.OutputsOf(layer), Shape.OutputsOf(layer));

    /// <summary>A copy without gradients: a target network.</summary>
    public Mlp Frozen()
    {
        var copy = new Mlp(Shape);
        copy.CopyFrom(this);
        return copy;
    }

    public void CopyFrom(Mlp other) => other.Values.CopyTo(Values, 0);

    /// <summary>Polyak averaging: <c>v += rate (other - v)</c>.</summary>
    public void Approach(Mlp other, float rate) => TensorPrimitives.Lerp(Values, other.Values, rate, Values);

    public void ZeroGradients() => Array.Clear(Gradients);

    /// <summary>Runs <paramref name="inputs"/> <c>[B, I]</c>; the outputs stay on the tape.</summary>
    public void Forward(ReadOnlySpan<float> inputs, MlpTape tape)
    {
        int rows = inputs.Length / Shape.Inputs;
        Core.Shape.Require("network inputs", inputs.Length, ("B", rows), ("I", Shape.Inputs));
        inputs.CopyTo(tape.Inputs(rows));
        Forward(rows, tape);
    }

    /// <summary>As above with the inputs already on the tape.</summary>
    public void Forward(int rows, MlpTape tape)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, tape.Capacity);
        tape.Rows = rows;
        for (int l = 0; l < Shape.Layers; l++)
        {
            var outputs = tape.Values[l + 1].AsSpan(0, rows * Shape.OutputsOf(l));
            var kind = Shape.ActivationOf(l);
            Matrices.Product(tape.Values[l], Weights(l), Bias(l), outputs, rows, Shape.InputsOf(l), Shape.OutputsOf(l), Nonlinearity.Slope(kind));
            Nonlinearity.Bend(kind, outputs);
        }
    }

    /// <summary>
    /// Takes <see cref="MlpTape.OutputGradients"/> back through the pass on the tape.
    /// </summary>
    /// <param name="parameters">Add to <see cref="Gradients"/>.</param>
    /// <param name="inputs">Leave the gradients of the inputs on the tape.</param>
    public void Backward(MlpTape tape, bool parameters = true, bool inputs = false)
    {
        int rows = tape.Rows;
        for (int l = Shape.Layers - 1; l >= 0; l--)
        {
            int wide = Shape.InputsOf(l), narrow = Shape.OutputsOf(l), offset = Shape.OffsetOf(l);
            var adjoint = tape.Adjoints[l + 1].AsSpan(0, rows * narrow);
            Nonlinearity.TakeBack(Shape.ActivationOf(l), tape.Values[l + 1].AsSpan(0, rows * narrow), adjoint);
            if (parameters)
            {
                Matrices.AddOuter(tape.Values[l], adjoint, Gradients.AsSpan(offset, wide * narrow), rows, wide, narrow);
                Matrices.AddColumns(adjoint, Gradients.AsSpan(offset + wide * narrow, narrow), rows, narrow);
            }
            if (l > 0 || inputs)
                Matrices.TransposedProduct(adjoint, Weights(l), tape.Adjoints[l].AsSpan(0, rows * wide), rows, narrow, wide);
        }
    }
}
