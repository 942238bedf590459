namespace Forewarn.Core;

/// <summary>
/// Does jobs of one kind, one at a time, always on the same thread. What earlier jobs left in it must not show in later results.
/// </summary>
public interface IRolloutWorker : IDisposable
{
    /// <param name="cancel">Nobody waits for the result any more: end soon with <see cref="OperationCanceledException"/>.</param>
    RolloutResult Run(RolloutJob job, CancellationToken cancel);
}
