namespace Forewarn.Core;

/// <summary>
/// Does many independent jobs on several workers: the members of an evolution strategy's population, the seeds of a study, the points
/// of a grid. A result depends on its job and the batch's shared bytes alone, so neither the number of workers nor the order in which
/// they finish can be seen in the results.
/// </summary>
public interface IRolloutPool
{
    /// <summary>
    /// Hands the results over in job order as they become ready. Workers pause when the reader falls behind, and stop when it leaves.
    /// Whoever cannot wait asynchronously reads <c>RunAsync(batch).ToBlockingEnumerable()</c>.
    /// </summary>
    /// <exception cref="ForewarnException">
    /// A job failed, or the kind is unknown. Results of earlier jobs were handed over before; of several failing jobs the first is named.
    /// </exception>
    /// <exception cref="OperationCanceledException">Canceled; jobs under way were told to stop and have ended.</exception>
    IAsyncEnumerable<RolloutResult> RunAsync(RolloutBatch batch, CancellationToken cancel = default);
}
