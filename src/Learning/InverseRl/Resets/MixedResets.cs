using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.InverseRl.Resets;

/// <summary>Draws one of several reset distributions for every episode.</summary>
public sealed class MixedResets : IResetDistribution
{
    private readonly IReadOnlyList<(double Weight, IResetDistribution Resets)> _parts;
    private readonly double _total;

    /// <exception cref="ForewarnException">No part, or weights that are not positive in sum.</exception>
    public MixedResets(params IReadOnlyList<(double Weight, IResetDistribution Resets)> parts)
    {
        (_parts, _total) = (parts, parts.Sum(p => p.Weight));
        if (parts.Any(p => !(p.Weight >= 0)) || !(_total > 0))
            throw ForewarnException.Of("reset weights", string.Join(", ", parts.Select(p => p.Weight)), "0 or more, not all 0",
                "Correct the mixture.", ExitCode.Usage);
    }

    /// <summary>With probability <paramref name="probability"/> as <paramref name="other"/> says, else from the task's start.</summary>
    public static IResetDistribution With(double probability, IResetDistribution other) =>
        new MixedResets((1 - probability, new StartStates()), (probability, other));

    public int Reset(IStateEnvironment environment, SeedStream seed)
    {
        double at = seed.NextDouble() * _total;
        foreach (var (weight, resets) in _parts)
        {
            if (at < weight) return resets.Reset(environment, seed);
            at -= weight;
        }
        return _parts[^1].Resets.Reset(environment, seed);
    }
}
