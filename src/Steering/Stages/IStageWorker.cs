namespace Forewarn.Steering;

/// <summary>Where the calls of a stage run, one at a time.</summary>
internal interface IStageWorker : IDisposable
{
    /// <param name="patience">How long an abandoned call is waited for, at most until the deadline.</param>
    /// <exception cref="StageFault">The deadline passed, or the worker is busy.</exception>
    Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> work, DecisionDeadline deadline, TimeSpan patience);
}
