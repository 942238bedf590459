using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Steering;

/// <summary>What one worker thread needs to play scenes. Nothing in it is shared with other threads.</summary>
public sealed record SteeringBench(
    IEpisodeTask Task,
    IActionProposer Proposer,
    IModeSelector Clustering,
    IWorldModel WorldModel,
    IPlanGuard? Guard,
    INarrator Narrator,
    IReadOnlyList<ISelector> Selectors) : IDisposable
{
    /// <summary>Sessions and engines that live as long as the bench; disposed after the task.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    /// <summary>Asks the text choice again under changed conditions; null leaves these controls out.</summary>
    public ChoiceControls? Controls { get; init; }

    public void Dispose()
    {
        Task.Dispose();
        foreach (var item in Owned) item.Dispose();
    }
}
