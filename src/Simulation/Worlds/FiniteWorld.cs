namespace Forewarn.Simulation.Worlds;

/// <summary>A world of few states in which an action leads to one state, played for a fixed number of steps from one start.</summary>
/// <param name="states">S; numbered from 0.</param>
/// <param name="actions">A; numbered from 0.</param>
/// <param name="horizon">T, steps of an episode.</param>
/// <param name="start">First state.</param>
public abstract class FiniteWorld(int states, int actions, int horizon, int start)
{
    /// <summary>S.</summary>
    public int States => states;

    /// <summary>A.</summary>
    public int Actions => actions;

    /// <summary>T.</summary>
    public int Horizon => horizon;

    public int Start => start;

    /// <summary>Where an action leads.</summary>
    public abstract int Next(int state, int action);

    /// <summary>What the step pays.</summary>
    public abstract double Reward(int state, int action);
}
