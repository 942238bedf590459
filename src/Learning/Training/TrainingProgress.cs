namespace Forewarn.Learning.Training;

/// <summary>Where a run stands.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Steps">Updates in the whole run.</param>
/// <param name="Elapsed">Time spent in this slice.</param>
/// <param name="Remaining">Estimated time left at the present pace.</param>
/// <param name="Figures">Means since the last report; held-out figures carry the prefix <c>eval/</c>.</param>
public sealed record TrainingProgress(
    long Step, long Steps, TimeSpan Elapsed, TimeSpan Remaining, double SecondsPerStep,
        IReadOnlyDictionary<string, double> Figures);
