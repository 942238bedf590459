using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary><c>a = tanh(mu(s) + sigma(s) eps)</c> (Haarnoja et al. 2018); the network gives mu and log sigma, <c>[2 A]</c>.</summary>
public sealed class SquashedGaussianPolicy : IStatePolicy
{
    /// <summary>Limits of log sigma.</summary>
    public const float LowLogStd = -20, HighLogStd = 2;

    private const int Rows = 64;

    private readonly MlpTape _tape;

    public SquashedGaussianPolicy(Mlp net)
    {
        Net = net;
        ActionSize = net.Shape.Outputs / 2;
        _tape = new(net.Shape, Rows);
    }

    /// <summary>S to 2 A.</summary>
    public Mlp Net { get; }

    public int StateSize => Net.Shape.Inputs;

    public int ActionSize { get; }

    public void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream? noise)
    {
        for (int from = 0, count = states.Length / StateSize; from < count; from += Rows)
        {
            int rows = Math.Min(Rows, count - from);
            Net.Forward(states.Slice(from * StateSize, rows * StateSize), _tape);
            var heads = _tape.Outputs;
            for (int i = 0; i < rows * ActionSize; i++)
            {
                int row = i / ActionSize, column = i % ActionSize;
                float u = heads[row * 2 * ActionSize + column];
                if (noise is not null)
                    u += MathF.Exp(Math.Clamp(heads[(row * 2 + 1) * ActionSize + column], LowLogStd, HighLogStd)) * (float)noise.NextNormal();
                actions[from * ActionSize + i] = MathF.Tanh(u);
            }
        }
    }

    public void Save(SnapshotWriter to) => to.Add("values", Net.Values);

    public void Load(SnapshotReader from) => from.Floats("values", Net.Values);
}
