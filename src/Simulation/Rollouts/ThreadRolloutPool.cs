using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Forewarn.Core;

namespace Forewarn.Simulation.Rollouts;

/// <summary>Jobs on dedicated threads of this process, each with a worker of its own; see <see cref="OrderedWorkers"/>.</summary>
/// <param name="workers">Threads; a batch with fewer jobs starts fewer.</param>
/// <param name="kinds">What the jobs may be.</param>
public sealed class ThreadRolloutPool(int workers, params IReadOnlyList<IRolloutKind> kinds) : IRolloutPool
{
    /// <summary>Positive.</summary>
    public int Workers { get; } = workers > 0 ? workers : throw ForewarnException.Of(
        "rollout workers", $"{workers}", "one or more", "Name a number of threads.", ExitCode.Usage);

    public async IAsyncEnumerable<RolloutResult> RunAsync(
        RolloutBatch batch, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var kind = RolloutKind.Find(kinds, batch.Kind);
        if (batch.Jobs.Count == 0) yield break;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var ready = Channel.CreateBounded<RolloutResult>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        var work = Task.Factory.StartNew(
            () => Work(kind, batch, ready.Writer, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await foreach (var result in ready.Reader.ReadAllAsync(cancel).ConfigureAwait(false)) yield return result;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    /// <summary>Throws nothing: whatever ends the batch early ends the channel.</summary>
    private void Work(IRolloutKind kind, RolloutBatch batch, ChannelWriter<RolloutResult> ready, CancellationTokenSource stop)
    {
        try
        {
            OrderedWorkers.Run(
                [.. Enumerable.Range(0, batch.Jobs.Count)], Math.Min(Workers, batch.Jobs.Count),
                () => new Place(kind, batch, stop.Token), (place, job) => place.Run(job), Take, stop.Token);
            ready.Complete();
        }
        catch (Exception fault)
        {
            ready.Complete(fault);
        }

        // A failed job waits for its turn like any other, so that the error too is independent of the number of workers.
        void Take(int job, (RolloutResult? Result, Exception? Fault) outcome)
        {
            if (outcome.Fault is { } fault)
            {
                stop.Token.ThrowIfCancellationRequested();
                stop.Cancel();
                throw RolloutFailure.Of(batch, job, fault);
            }
            ready.WriteAsync(outcome.Result! with { Index = job }, stop.Token).AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>A thread's worker, made by its first job: one that cannot be made is that job's failure.</summary>
    private sealed class Place(IRolloutKind kind, RolloutBatch batch, CancellationToken stop) : IDisposable
    {
        private IRolloutWorker? _worker;

        public (RolloutResult? Result, Exception? Fault) Run(int job)
        {
            try
            {
                return ((_worker ??= kind.Open(batch.Shared)).Run(batch.Jobs[job], stop), null);
            }
            catch (Exception fault)
            {
                return (null, fault);
            }
        }

        public void Dispose() => _worker?.Dispose();
    }
}
