using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary><c>a = clamp(mu(s) + sigma eps, -1, 1)</c> with one sigma per action for all states; the states may be normalized.</summary>
public sealed class GaussianPolicy : IStatePolicy
{
    private const int Rows = 64;

    private readonly MlpTape _tape;

    public GaussianPolicy(Mlp net, StateNormalizer? normalizer, double logStd = 0)
    {
        (Net, Normalizer) = (net, normalizer);
        LogStd = new float[net.Shape.Outputs];
        Array.Fill(LogStd, (float)logStd);
        _tape = new(net.Shape, Rows);
    }

    /// <summary>Normalized S to A means.</summary>
    public Mlp Net { get; }

    /// <summary>Null where the network reads the states as they are.</summary>
    public StateNormalizer? Normalizer { get; }

    /// <summary>log sigma, <c>[A]</c>.</summary>
    public float[] LogStd { get; }

    public int StateSize => Net.Shape.Inputs;

    public int ActionSize => Net.Shape.Outputs;

    public void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream? noise)
    {
        for (int from = 0, count = states.Length / StateSize; from < count; from += Rows)
        {
            int rows = Math.Min(Rows, count - from);
            Sense(states.Slice(from * StateSize, rows * StateSize), _tape.Inputs(rows));
            Net.Forward(rows, _tape);
            var means = _tape.Outputs;
            for (int i = 0; i < means.Length; i++)
            {
                float a = means[i];
                if (noise is not null) a += MathF.Exp(LogStd[i % ActionSize]) * (float)noise.NextNormal();
                actions[from * ActionSize + i] = Math.Clamp(a, -1, 1);
            }
        }
    }

    /// <summary>What the network reads of states, <c>[B, S]</c>.</summary>
    internal void Sense(ReadOnlySpan<float> states, Span<float> inputs)
    {
        if (Normalizer is null) states.CopyTo(inputs);
        else Normalizer.Apply(states, inputs);
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("values", Net.Values);
        to.Add("log_std", LogStd);
        if (Normalizer is not null) to.Add("normalizer", Normalizer);
    }

    public void Load(SnapshotReader from)
    {
        from.Floats("values", Net.Values);
        from.Floats("log_std", LogStd);
        if (Normalizer is not null) from.Restore("normalizer", Normalizer);
    }
}
