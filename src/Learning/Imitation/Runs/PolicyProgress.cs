namespace Forewarn.Learning.Imitation.Runs;

/// <summary>Where a run stands after an iteration.</summary>
/// <param name="Steps">Learning steps done.</param>
/// <param name="Total">Learning steps in the whole run.</param>
/// <param name="Elapsed">Time spent in this slice.</param>
/// <param name="Remaining">Estimated time left at the pace of this slice.</param>
/// <param name="StepsPerSecond">Learning steps in this slice per second, everything included.</param>
/// <param name="UpdatesPerSecond">Gradient updates of the policy in this slice per second; 0 where they are not counted.</param>
/// <param name="Return">Mean task return of the newest evaluation; null before the first.</param>
/// <param name="Figures">Figures of the iteration.</param>
public sealed record PolicyProgress(
    long Steps, long Total, TimeSpan Elapsed, TimeSpan Remaining, double StepsPerSecond, double UpdatesPerSecond, double? Return,
    IReadOnlyDictionary<string, double> Figures);
