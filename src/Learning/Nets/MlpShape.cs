using Forewarn.Core;

namespace Forewarn.Learning.Nets;

/// <summary>Widths and nonlinearities of a multilayer perceptron.</summary>
/// <param name="Inputs">I.</param>
/// <param name="Hidden">Widths of the hidden layers; none makes an affine map.</param>
/// <param name="Outputs">O.</param>
/// <param name="Inner">After every hidden layer.</param>
/// <param name="Outer">After the last layer.</param>
public sealed record MlpShape(
    int Inputs, IReadOnlyList<int> Hidden, int Outputs, Activation Inner = Activation.Relu, Activation Outer = Activation.Identity)
{
    /// <summary>Number of layers with weights.</summary>
    public int Layers => Hidden.Count + 1;

    /// <summary>Number P of scalars in weights and biases.</summary>
    public int Count => OffsetOf(Layers);

    public int InputsOf(int layer) => layer == 0 ? Inputs : Hidden[layer - 1];

    public int OutputsOf(int layer) => layer == Layers - 1 ? Outputs : Hidden[layer];

    public Activation ActivationOf(int layer) => layer == Layers - 1 ? Outer : Inner;

    /// <summary>Where the weights <c>[in, out]</c> of a layer start; its bias <c>[out]</c> follows them.</summary>
    public int OffsetOf(int layer)
    {
        int offset = 0;
        for (int l = 0; l < layer; l++) offset += (InputsOf(l) + 1) * OutputsOf(l);
        return offset;
    }

    /// <exception cref="ForewarnException">A width below 1.</exception>
    public void Validate()
    {
        if (Inputs < 1 || Outputs < 1 || Hidden.Any(h => h < 1))
            throw ForewarnException.Of("network shape", $"{Inputs} -> [{string.Join(", ", Hidden)}] -> {Outputs}", "widths of at least 1",
                "Correct the widths.", ExitCode.Usage);
    }

    public bool Equals(MlpShape? other) => other is not null && Inputs == other.Inputs && Hidden.SequenceEqual(other.Hidden)
        && Outputs == other.Outputs && Inner == other.Inner && Outer == other.Outer;

    public override int GetHashCode() => HashCode.Combine(Inputs, Hidden.Count, Outputs, Inner, Outer);
}
