using Forewarn.Core;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Policies;

/// <summary>What one worker thread needs to compare policies.</summary>
/// <param name="Policies">The first is the one that the others are compared with.</param>
public sealed record PolicyBench(IEpisodeTask Task, IReadOnlyList<IActionProposer> Policies) : IDisposable
{
    /// <summary>Packages and sessions that live as long as the bench; disposed after the task.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    public void Dispose()
    {
        Task.Dispose();
        foreach (var item in Owned) item.Dispose();
    }
}
