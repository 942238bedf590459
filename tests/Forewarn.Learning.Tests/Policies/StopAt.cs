using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.Policies;

/// <summary>Cancels a run once it has reported a step.</summary>
internal sealed class StopAt(long step, CancellationTokenSource stop) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Step >= step) stop.Cancel();
    }
}
