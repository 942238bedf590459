using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.Constraints.Inverse.Classes;

/// <summary>A multilayer perceptron: any set.</summary>
public sealed class NeuralConstraint : ConstraintClass
{
    private readonly Mlp _net;
    private readonly MlpTape _tape;

    /// <exception cref="ForewarnException">A width below 1.</exception>
    public NeuralConstraint(int inputs, IReadOnlyList<int> hidden, SeedStream seed)
    {
        _net = new(new MlpShape(inputs, hidden, 1), seed);
        _tape = new(_net.Shape, MostRows);
    }

    public override int Inputs => _net.Shape.Inputs;

    /// <summary>Widths of the hidden layers.</summary>
    public IReadOnlyList<int> Hidden => _net.Shape.Hidden;

    public override float[] Values => _net.Values;

    public override float[] Gradients => _net.Gradients;

    internal override string Kind => $"neural {string.Join(',', Hidden)}";

    public override void Evaluate(ReadOnlySpan<float> features, Span<float> raw)
    {
        for (int from = 0; from < raw.Length; from += MostRows)
        {
            int rows = Math.Min(MostRows, raw.Length - from);
            _net.Forward(features.Slice(from * Inputs, rows * Inputs), _tape);
            _tape.Outputs.CopyTo(raw[from..]);
        }
    }

    public override void Backward(ReadOnlySpan<float> features, ReadOnlySpan<float> slopes)
    {
        slopes.CopyTo(_tape.OutputGradients);
        _net.Backward(_tape);
    }
}
