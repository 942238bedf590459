using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>
/// Three networks on the standardized latents of a world model: the failure margin l(z), the critic Q(z, k) of every fallback k, and the
/// actor pi(z) that picks one. The value is <c>V(z) = Q(z, pi(z))</c>.
/// </summary>
public sealed class LatentHeads : ISnapshot
{
    private const int Rows = 512;
    private readonly MlpTape _margin, _critic, _actor;

    /// <param name="stats">Of the latents, <c>[Z]</c>.</param>
    /// <param name="fallbacks">F.</param>
    public LatentHeads(ChannelStats stats, int fallbacks, LatentSafetyOptions options, SeedStream seed)
    {
        Stats = stats;
        int size = stats.Mean.Length;
        Margin = new(new(size, options.MarginHidden, 1), seed.Child("margin"));
        Critic = new(new(size, options.Critic.Hidden, fallbacks), seed.Child("critic"));
        Actor = new(new(size, options.ActorHidden, fallbacks), seed.Child("actor"), output: 0.1);
        (_margin, _critic, _actor) = (new(Margin.Shape, Rows), new(Critic.Shape, Rows), new(Actor.Shape, Rows));
    }

    /// <summary>Of the latents, <c>[Z]</c>.</summary>
    public ChannelStats Stats { get; }

    public Mlp Margin { get; }

    public Mlp Critic { get; }

    public Mlp Actor { get; }

    /// <summary>Standardizes one latent, <c>[Z]</c>.</summary>
    public void Standardize(ReadOnlySpan<float> latent, Span<float> target)
    {
        TensorPrimitives.Subtract(latent, Stats.Mean, target);
        TensorPrimitives.Divide(target, Stats.Std, target);
    }

    /// <summary>l(z) and V(z) of some states.</summary>
    public LatentReading[] Read(LatentStates states, IReadOnlyList<int> rows)
    {
        var readings = new LatentReading[rows.Count];
        int size = states.Size, fallbacks = Critic.Shape.Outputs;
        for (int first = 0; first < rows.Count; first += Rows)
        {
            int count = Math.Min(Rows, rows.Count - first);
            var inputs = _critic.Inputs(count);
            for (int i = 0; i < count; i++) Standardize(states.Latent(rows[first + i]), inputs.Slice(i * size, size));
            inputs.CopyTo(_margin.Inputs(count));
            inputs.CopyTo(_actor.Inputs(count));
            Margin.Forward(count, _margin);
            Critic.Forward(count, _critic);
            Actor.Forward(count, _actor);
            for (int i = 0; i < count; i++)
            {
                int pick = TensorPrimitives.IndexOfMax<float>(_actor.Outputs.Slice(i * fallbacks, fallbacks));
                readings[first + i] = new(_margin.Outputs[i], _critic.Outputs[i * fallbacks + pick]);
            }
        }
        return readings;
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("margin", Margin.Values);
        to.Add("critic", Critic.Values);
        to.Add("actor", Actor.Values);
    }

    public void Load(SnapshotReader from)
    {
        from.Floats("margin", Margin.Values);
        from.Floats("critic", Critic.Values);
        from.Floats("actor", Actor.Values);
    }
}
