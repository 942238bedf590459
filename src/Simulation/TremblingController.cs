using Forewarn.Core;

namespace Forewarn.Simulation;

/// <summary>Another controller whose hand trembles: with a probability, an action is replaced by one uniformly drawn from [-1, 1].</summary>
public sealed class TremblingController(IController steady, double probability, SeedStream seed) : IController
{
    public void Act(ReadOnlySpan<double> state, Span<float> action)
    {
        steady.Act(state, action);
        if (seed.NextDouble() >= probability) return;
        foreach (ref float a in action) a = (float)seed.Uniform(-1, 1);
    }
}
