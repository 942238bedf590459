using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Guarding;

/// <summary>What one worker thread needs to compare guards. Nothing in it is shared with other threads.</summary>
/// <param name="Guards">The first is the one that the others are compared with: limits alone.</param>
public sealed record GuardBench(
    IEpisodeTask Task, IPlanHazards Hazards, IActionProposer Proposer, IModeSelector Clustering, IWorldModel WorldModel, INarrator Narrator,
    INarrationChooser Chooser, IReadOnlyList<NamedGuard> Guards) : IDisposable
{
    /// <summary>Sessions and engines that live as long as the bench; disposed after the task.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    public void Dispose()
    {
        Task.Dispose();
        foreach (var item in Owned) item.Dispose();
    }
}
