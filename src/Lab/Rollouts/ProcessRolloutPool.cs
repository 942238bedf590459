using System.Diagnostics;
using System.Runtime.CompilerServices;
using Forewarn.Core;

namespace Forewarn.Lab.Rollouts;

/// <summary>
/// Jobs in worker processes on this machine, which outlive a batch. For work that must not share a process: native libraries with global
/// state, or code that may crash. A job whose worker dies is done once more by a new one; if that dies too, the job has failed.
/// </summary>
/// <param name="workers">Processes; they start with the first jobs.</param>
/// <param name="start">How one is started; see <see cref="OwnProgram"/>.</param>
internal sealed class ProcessRolloutPool(int workers, Func<ProcessStartInfo> start) : IRolloutPool, IDisposable
{
    private readonly WorkerProcess?[] _workers = new WorkerProcess?[workers > 0 ? workers : throw ForewarnException.Of(
        "rollout workers", $"{workers}", "one or more", "Name a number of processes.", ExitCode.Usage)];
    private readonly SemaphoreSlim _batch = new(1);

    /// <summary>Worker processes of this program, which know <see cref="RolloutKinds"/>.</summary>
    public ProcessRolloutPool(int workers) : this(workers, () => OwnProgram.Start(Verbs.RolloutWorkerVerb.Name))
    {
    }

    /// <summary>Ids of the processes that exist.</summary>
    public IReadOnlyList<int> Processes => [.. _workers.OfType<WorkerProcess>().Select(w => w.Id)];

    /// <summary>As the interface says; a second batch waits until the first is read or left.</summary>
    public async IAsyncEnumerable<RolloutResult> RunAsync(RolloutBatch batch, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await _batch.WaitAsync(cancel).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var room = new SemaphoreSlim(4 * _workers.Length);
        var outcomes = batch.Jobs.Select(_ => new TaskCompletionSource<(RolloutResult? Result, ForewarnException? Fault)>(
            TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        int next = -1;
        int places = Math.Min(_workers.Length, outcomes.Length);
        var work = Enumerable.Range(0, places).Select(place => Task.Run(() => WorkAsync(place))).ToArray();
        try
        {
            foreach (var outcome in outcomes)
            {
                var (result, fault) = await outcome.Task.WaitAsync(stop.Token).ConfigureAwait(false);
                if (fault is not null) throw fault;
                room.Release();
                yield return result!;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(work).ConfigureAwait(false);
            _batch.Release();
        }

        async Task WorkAsync(int place)
        {
            while (await HasRoom().ConfigureAwait(false))
            {
                int job = Interlocked.Increment(ref next);
                if (job >= outcomes.Length) return;
                try
                {
                    outcomes[job].SetResult(await DoAsync(place, batch, job, stop.Token).ConfigureAwait(false));
                }
                catch (OperationCanceledException)
                {
                    // In the middle of a job: its answer would come into the next batch.
                    End(place);
                    return;
                }
            }
        }

        async Task<bool> HasRoom()
        {
            try
            {
                await room.WaitAsync(stop.Token).ConfigureAwait(false);
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    public void Dispose()
    {
        for (int place = 0; place < _workers.Length; place++) End(place);
        _batch.Dispose();
    }

    private async Task<(RolloutResult? Result, ForewarnException? Fault)> DoAsync(
        int place, RolloutBatch batch, int job, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                var worker = _workers[place] ??= new WorkerProcess(start());
                return await worker.RunAsync(batch, job, cancel).ConfigureAwait(false);
            }
            catch (IOException fault)
            {
                cancel.ThrowIfCancellationRequested();
                string how = await _workers[place]!.Obituary(fault).ConfigureAwait(false);
                End(place);
                if (attempt == 2) return (null, RolloutFailure.Of(batch, job, $"two worker processes died of it; of the second, {how}"));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                return (null, RolloutFailure.Of(batch, job, fault));
            }
        }
    }

    private void End(int place)
    {
        _workers[place]?.Dispose();
        _workers[place] = null;
    }
}
