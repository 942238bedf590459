using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary><c>a = mu(s)</c>, a network that ends in tanh; noise changes nothing.</summary>
public sealed class DeterministicPolicy : IStatePolicy
{
    private const int Rows = 64;

    private readonly MlpTape _tape;

    /// <exception cref="ArgumentException">The network does not end in tanh.</exception>
    public DeterministicPolicy(Mlp net)
    {
        if (net.Shape.Outer != Activation.Tanh) throw new ArgumentException("The actor's last activation must be tanh.", nameof(net));
        Net = net;
        _tape = new(net.Shape, Rows);
    }

    /// <summary>S to A.</summary>
    public Mlp Net { get; }

    public int StateSize => Net.Shape.Inputs;

    public int ActionSize => Net.Shape.Outputs;

    public void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream? noise)
    {
        for (int from = 0, count = states.Length / StateSize; from < count; from += Rows)
        {
            int rows = Math.Min(Rows, count - from);
            Net.Forward(states.Slice(from * StateSize, rows * StateSize), _tape);
            _tape.Outputs.CopyTo(actions[(from * ActionSize)..]);
        }
    }

    public void Save(SnapshotWriter to) => to.Add("values", Net.Values);

    public void Load(SnapshotReader from) => from.Floats("values", Net.Values);
}
