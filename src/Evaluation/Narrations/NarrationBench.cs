using Forewarn.Core;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Narrations;

/// <summary>What one worker thread needs to play narration episodes.</summary>
/// <param name="Plan">
/// Makes the plan of an episode, from a script or a policy; the scene has been reset, the state is saved.
/// </param>
public sealed record NarrationBench(
    IEpisodeTask Task, IWorldModel WorldModel, INarrator Narrator,
    Func<IEpisodeTask, ObservationHistory, SeedStream, ActionChunk> Plan) : IDisposable
{
    /// <summary>Sessions and engines that live as long as the bench; disposed after the task.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    public void Dispose()
    {
        Task.Dispose();
        foreach (var item in Owned) item.Dispose();
    }
}
