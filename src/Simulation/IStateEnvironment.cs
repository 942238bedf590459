using Forewarn.Core;

namespace Forewarn.Simulation;

/// <summary>
/// A task whose whole observation is one vector, read without allocating; what policy search needs. Actions lie in [-1, 1] per
/// column. Its own time limit counts from the start of the episode and is part of a saved state.
/// </summary>
public interface IStateEnvironment : IEnvironment
{
    /// <summary>Width S of the observation.</summary>
    int StateSize { get; }

    /// <summary>Actions taken in this episode; a loaded state brings its own count.</summary>
    int Steps { get; }

    /// <summary>Writes the observation, <c>[S]</c>.</summary>
    void Sense(Span<double> state);
}
