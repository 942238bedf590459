namespace Forewarn.Evaluation.Phases;

/// <summary>What one worker thread needs to play episodes of several phases, in their order.</summary>
public sealed record PhaseBench(IReadOnlyList<PhaseParts> Phases) : IDisposable
{
    /// <summary>Sessions and engines that live as long as the bench; disposed after the tasks.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    public void Dispose()
    {
        foreach (var phase in Phases) phase.Task.Dispose();
        foreach (var item in Owned) item.Dispose();
    }
}
