using Forewarn.Simulation;

namespace Forewarn.Learning.Imitation;

/// <summary>Observations as policies read them.</summary>
internal static class StateVectors
{
    /// <summary>Writes what the environment senses, <c>[S]</c>.</summary>
    public static void Sense(IStateEnvironment environment, Span<float> state)
    {
        Span<double> sensed = stackalloc double[state.Length];
        environment.Sense(sensed);
        for (int c = 0; c < state.Length; c++) state[c] = (float)sensed[c];
    }
}
