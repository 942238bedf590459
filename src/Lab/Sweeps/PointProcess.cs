using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Forewarn.Core;

namespace Forewarn.Lab.Sweeps;

/// <summary>One training in a process of its own: its lines go to a log file, and what they say of the run is understood.</summary>
/// <param name="start">Program and words.</param>
/// <param name="log">File that its lines are added to.</param>
/// <param name="progress">Receives the share of the training that is done.</param>
internal sealed partial class PointProcess(ProcessStartInfo start, string log, Action<double> progress)
{
    // A training saves a checkpoint before it ends; more than this is no checkpoint.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private string _last = "";
    private bool _stopped;

    /// <summary>Run folder that the training named.</summary>
    public string? Run { get; private set; }

    /// <returns>How it ended; <see cref="PointState.Stopped"/> when it was canceled.</returns>
    public async Task<(PointState State, string? Message)> RunAsync(CancellationToken cancel)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.Environment[ParentWatch.Variable] = "1";
        using var lines = new StreamWriter(log, append: true) { AutoFlush = true };
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(line.Data, lines, isError: false);
        process.ErrorDataReceived += (_, line) => Take(line.Data, lines, isError: true);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            return (PointState.Failed, $"'{start.FileName}' does not start: {fault.Message}");
        }
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process).ConfigureAwait(false);
            return (PointState.Stopped, null);
        }
        lock (_gate)
        {
            if (process.ExitCode == 0) return (_stopped ? PointState.Stopped : PointState.Finished, null);
            string ended = string.Create(CultureInfo.InvariantCulture, $"ended with code {process.ExitCode}");
            return (PointState.Failed, _last.Length == 0 ? ended : $"{ended}: {_last}");
        }
    }

    private static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void Take(string? line, StreamWriter lines, bool isError)
    {
        if (line is null) return;
        lock (_gate)
        {
            lines.WriteLine(line);
            if (isError && !string.IsNullOrWhiteSpace(line)) _last = line;
            if (line.StartsWith("run folder: ", StringComparison.Ordinal)) Run = line[12..].Trim();
            if (line.StartsWith("stopped at step", StringComparison.Ordinal)) _stopped = true;
            var found = Steps().Match(line);
            if (!found.Success) return;
            double done = double.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            double all = double.Parse(found.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            if (all > 0) progress(Math.Clamp(done / all, 0, 1));
        }
    }

    // Every training's progress lines begin so.
    [GeneratedRegex(@"^(\d+)/(\d+)\b")]
    private static partial Regex Steps();
}
