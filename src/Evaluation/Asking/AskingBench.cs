using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Asking;

/// <summary>What one worker thread needs to play decisions that may ask. Nothing in it is shared with other threads.</summary>
/// <param name="Chooser">Makes the text half of the verifier: with a threshold it asks, without it only scores.</param>
/// <param name="Reader">Reads narrations as the asked person would.</param>
public sealed record AskingBench(
    IEpisodeTask Task, IActionProposer Proposer, IModeSelector Clustering, IWorldModel WorldModel, IPlanGuard Guard, INarrator Narrator,
    Func<ConformalThreshold?, PlanChooser> Chooser, INarrationReader Reader) : IDisposable
{
    /// <summary>Sessions that live as long as the bench; disposed after the task.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    public void Dispose()
    {
        Task.Dispose();
        foreach (var item in Owned) item.Dispose();
    }
}
