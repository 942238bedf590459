namespace Forewarn.Simulation;

/// <summary>Observations in single precision, as policies read them.</summary>
public static class StateVectors
{
    /// <summary>Writes what the environment senses, <c>[S]</c>; allocates nothing.</summary>
    public static void Sense(this IStateEnvironment environment, Span<float> state)
    {
        Span<double> sensed = stackalloc double[state.Length];
        environment.Sense(sensed);
        for (int c = 0; c < state.Length; c++) state[c] = (float)sensed[c];
    }
}
