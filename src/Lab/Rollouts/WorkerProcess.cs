using System.Diagnostics;
using Forewarn.Core;

namespace Forewarn.Lab.Rollouts;

/// <summary>A worker process as its pool sees it: one job in, one answer out. Ends with this object, and when this process ends.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Queue<string> _said = [];

    /// <exception cref="ForewarnException">It cannot be started.</exception>
    public WorkerProcess(ProcessStartInfo start)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw ForewarnException.Of("worker process", $"'{start.FileName}' ({fault.Message.TrimEnd('.')})", "a program that starts",
                "Check the installation.", ExitCode.Environment, fault);
        }
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Batch whose <c>open</c> it was sent last.</summary>
    public RolloutBatch? Batch { get; private set; }

    /// <exception cref="IOException">The process is gone or makes no sense; see <see cref="Obituary"/>.</exception>
    public async Task<(RolloutResult? Result, ForewarnException? Fault)> RunAsync(RolloutBatch batch, int index, CancellationToken cancel)
    {
        var input = _process.StandardInput.BaseStream;
        if (!ReferenceEquals(Batch, batch))
        {
            await input.WriteAsync(RolloutWire.Open(batch.Kind, batch.Shared), cancel).ConfigureAwait(false);
            Batch = batch;
        }
        await input.WriteAsync(RolloutWire.Job(index, batch.Jobs[index]), cancel).ConfigureAwait(false);
        await input.FlushAsync(cancel).ConfigureAwait(false);
        try
        {
            var answer = await RolloutWire.ReadAsync(_process.StandardOutput.BaseStream, cancel).ConfigureAwait(false)
                ?? throw new IOException("its output ended");
            if (answer.Kind == RolloutMessage.Result) return (RolloutWire.ReadResult(answer.Body).Result, null);
            var (_, code, message) = RolloutWire.ReadFailure(answer.Body);
            return (null, RolloutFailure.Of(batch, index, message, code));
        }
        catch (InvalidDataException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    /// <summary>How it ended and what it said last, after <see cref="RunAsync"/> has thrown <paramref name="fault"/>.</summary>
    public async Task<string> Obituary(IOException fault)
    {
        // A process that closed its streams is about to end; one that talks nonsense is not.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            if (fault.InnerException is InvalidDataException) _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(soon.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Its end is the pool's business; here it is only told.
        }
        string last;
        lock (_said) last = string.Join(" | ", _said);
        string how = fault.InnerException is InvalidDataException ? fault.Message
            : _process.HasExited ? $"it ended with code {_process.ExitCode}" : "it closed its streams";
        return last.Length == 0 ? how : $"{how}, saying: {last}";
    }

    public void Dispose()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It ended by itself in between.
        }
        // With a limit this waits for the process alone, and not for whoever may have inherited its error stream.
        _process.WaitForExit(5000);
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_said)
        {
            _said.Enqueue(line);
            if (_said.Count > 4) _said.Dequeue();
        }
    }
}
