using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>A simulated task as an evaluation needs it. One per thread.</summary>
public interface IEpisodeTask : IDisposable
{
    /// <summary>Starts a scene; the same seed gives the same scene.</summary>
    void Reset(SeedStream seed);

    ObservationHistory Observe();

    byte[] SaveState();

    void LoadState(ReadOnlySpan<byte> state);

    /// <summary>Executes a whole plan from the present state and labels it from physics.</summary>
    /// <param name="recordFrames">Whether to render what happens, at the world model's rate.</param>
    ExecutedPlan Execute(ActionChunk plan, bool recordFrames);
}
