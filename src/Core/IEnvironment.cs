namespace Forewarn.Core;

/// <summary>A simulated or real task that is stepped at a fixed action rate.</summary>
public interface IEnvironment : IDisposable
{
    ActionSpec ActionSpec { get; }

    /// <summary>Starts an episode; the same seed gives the same episode.</summary>
    void Reset(SeedStream seed);

    /// <param name="action">One row, <c>[A]</c>.</param>
    StepResult Step(ReadOnlySpan<float> action);

    /// <summary>Senses now; renders the cameras if the task has any.</summary>
    Observation Observe();

    /// <summary>Everything needed to continue bit-exactly, solver warm start included.</summary>
    byte[] SaveState();

    /// <exception cref="ForewarnException">The bytes are not a state of this environment.</exception>
    void LoadState(ReadOnlySpan<byte> state);
}
