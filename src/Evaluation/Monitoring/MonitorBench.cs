using Forewarn.Core;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Monitoring;

/// <summary>What one worker thread needs to play monitored episodes. Nothing in it is shared with other threads.</summary>
/// <param name="Scorers">All of them see the same states; the first one's texts are kept.</param>
public sealed record MonitorBench(
    IEpisodeTask Task, IActionProposer Proposer, IWorldModel WorldModel, IReadOnlyList<NamedScorer> Scorers) : IDisposable
{
    /// <summary>Sessions and engines that live as long as the bench; disposed after the task.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    public void Dispose()
    {
        Task.Dispose();
        foreach (var item in Owned) item.Dispose();
    }
}
