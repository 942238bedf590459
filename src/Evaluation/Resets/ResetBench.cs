using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Resets;

/// <summary>What one worker thread needs to compare resets. Nothing in it is shared with other threads.</summary>
public sealed record ResetBench(
    IEpisodeTask Task, IActionProposer Proposer, IModeSelector Clustering, IPlanDistance Distance, IWorldModel WorldModel,
    INarrator Narrator, IWishReader Reader, IOutcomeClassifier Classifier) : IDisposable
{
    /// <summary>Sessions and engines that live as long as the bench; disposed after the task.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    public void Dispose()
    {
        Task.Dispose();
        foreach (var item in Owned) item.Dispose();
    }
}
