using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Preferences;

/// <summary>What one worker thread needs to label pairs of plans. Nothing in it is shared with other threads.</summary>
public sealed record PairBench(
    IEpisodeTask Task, IActionProposer Proposer, IModeSelector Clustering, IWorldModel WorldModel, INarrator Narrator,
    IWishReader Reader) : IDisposable
{
    /// <summary>Sessions and engines that live as long as the bench; disposed after the task.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    public void Dispose()
    {
        Task.Dispose();
        foreach (var item in Owned) item.Dispose();
    }
}
