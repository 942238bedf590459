using System.Threading.Channels;
using Forewarn.Core;

namespace Forewarn.Lab.Rollouts;

/// <summary>A worker process's side of <see cref="RolloutWire"/>: reads jobs, does them one at a time, writes what they came to.</summary>
/// <param name="kinds">What the jobs may be.</param>
internal sealed class RolloutWorkerLoop(IReadOnlyList<IRolloutKind> kinds)
{
    /// <summary>Works until the input ends: whoever started this process has left or is gone, and a job under way is told to stop.</summary>
    /// <param name="left">Called when the input has ended, maybe in the middle of a job.</param>
    public void Run(Stream input, Stream output, Action left)
    {
        using var stop = new CancellationTokenSource();
        var messages = Channel.CreateUnbounded<(RolloutMessage Kind, BinaryReader Body)>();
        // Its own task, because only a reader notices the end of the input while a job runs.
        var reading = Task.Run(() => ReadAsync(input, messages.Writer, stop, left));
        IRolloutWorker? worker = null;
        var open = (Kind: "", Shared: Array.Empty<byte>());
        try
        {
            while (messages.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult() && messages.Reader.TryRead(out var message))
            {
                if (stop.IsCancellationRequested) return;
                if (message.Kind == RolloutMessage.Open)
                {
                    worker?.Dispose();
                    (worker, open) = (null, RolloutWire.ReadOpen(message.Body));
                    continue;
                }
                var (index, job) = RolloutWire.ReadJob(message.Body);
                output.Write(Answer(index, job));
                output.Flush();
            }
        }
        finally
        {
            worker?.Dispose();
            reading.GetAwaiter().GetResult();
        }

        byte[] Answer(int index, RolloutJob job)
        {
            try
            {
                worker ??= RolloutKind.Find(kinds, open.Kind).Open(open.Shared);
                return RolloutWire.Result(index, worker.Run(job, stop.Token));
            }
            catch (Exception fault)
            {
                return RolloutWire.Failure(index, (fault as ForewarnException)?.ExitCode ?? ExitCode.Failed, fault.Message);
            }
        }
    }

    private static async Task ReadAsync(
        Stream input, ChannelWriter<(RolloutMessage, BinaryReader)> messages, CancellationTokenSource stop, Action left)
    {
        try
        {
            while (await RolloutWire.ReadAsync(input, CancellationToken.None).ConfigureAwait(false) is { } message) messages.TryWrite(message);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            // Nothing more to be understood: the same as the end.
        }
        await stop.CancelAsync().ConfigureAwait(false);
        messages.TryComplete();
        left();
    }
}
