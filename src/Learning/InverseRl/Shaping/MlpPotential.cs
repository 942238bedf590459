using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.InverseRl.Shaping;

/// <summary>A potential by a network; EvIL's has two hidden layers of 64 with tanh.</summary>
public sealed class MlpPotential : IPotential
{
    private const int Rows = 256;

    private readonly Mlp _net;
    private readonly MlpTape _tape;

    /// <param name="net">S to 1; not copied.</param>
    public MlpPotential(Mlp net)
    {
        if (net.Shape.Outputs != 1)
            throw ForewarnException.Of("potential", $"a network with {net.Shape.Outputs} outputs", "one output", "Use a network of S to 1.",
                ExitCode.Usage);
        (_net, _tape) = (net, new(net.Shape, Rows));
    }

    /// <summary>64, 64, tanh; the last layer is zero, so that it says nothing yet but every perturbation of that layer does.</summary>
    public static MlpPotential Quiet(int stateSize, SeedStream seed)
    {
        var net = new Mlp(new(stateSize, [64, 64], 1, Activation.Tanh), seed, Initialization.Orthogonal, output: 0);
        net.Bias(2).Clear();
        return new(net);
    }

    public int StateSize => _net.Shape.Inputs;

    public Span<float> Parameters => _net.Values;

    public void Evaluate(ReadOnlySpan<float> states, Span<float> values)
    {
        Shape.Require("states", states.Length, ("N", values.Length), ("S", StateSize));
        for (int from = 0; from < values.Length; from += Rows)
        {
            int rows = Math.Min(Rows, values.Length - from);
            _net.Forward(states.Slice(from * StateSize, rows * StateSize), _tape);
            _tape.Outputs.CopyTo(values[from..]);
        }
    }

    public IPotential Copy() => new MlpPotential(_net.Frozen());
}
