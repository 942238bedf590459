using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Imitation.Runs;

/// <summary>
/// Runs a loop in a run folder: figures to <c>metrics.jsonl</c> and TensorBoard, checkpoints, time slices. Stops only between
/// iterations; a resumed run leaves the same files, weights and figures as one that was never stopped, but for the TensorBoard events,
/// which hold wall times.
/// </summary>
public sealed class PolicyTraining(
    IPolicyLoop loop, PolicyPace pace, RunFolder folder, IProgress<PolicyProgress>? progress = null, TimeProvider? time = null)
{
    private readonly TimeProvider _clock = time ?? TimeProvider.System;
    private readonly PolicyCheckpoints _checkpoints = new(folder, pace.KeepPolicies);

    /// <summary>Trains from the start or, with <paramref name="resume"/>, from the last checkpoint of the folder.</summary>
    /// <exception cref="ForewarnException">
    /// A figure that is not finite (the last checkpoint stays), an unusable checkpoint, or a full disk.
    /// </exception>
    /// <param name="ready">Called once the folder and its checkpoint are known to fit, before anything in it changes.</param>
    public PolicyTrainingResult Run(bool resume = false, Action? ready = null, CancellationToken cancel = default)
    {
        if (resume) _checkpoints.Restore(loop);
        else if (File.Exists(folder.LastCheckpoint))
            throw ForewarnException.Of($"run folder '{folder.Path}'", "a run", "a new folder", "Resume it (--resume) or use a new folder.",
                ExitCode.Usage);
        ready?.Invoke();
        using var log = new MetricLog(folder, _clock, loop.Steps);
        var first = (loop.Steps, loop.Updates);
        long started = _clock.GetTimestamp(), saved = resume ? loop.Steps : -1;
        while (loop.Steps < loop.Total && !cancel.IsCancellationRequested && !OutOfTime(started))
        {
            long before = loop.Steps;
            int looks = loop.Evaluations.Count;
            var figures = loop.Advance();
            RequireFinite(figures);
            log.Append(loop.Steps, figures);
            if (loop.Evaluations.Count > looks) _checkpoints.SaveEvaluated(loop);
            if (loop.Steps / pace.CheckpointEvery > before / pace.CheckpointEvery) Save();
            Report(figures, first, started);
        }
        if (saved != loop.Steps) Save();
        return new(loop.Steps, loop.Steps >= loop.Total, loop.Evaluations, folder.LastCheckpoint);

        void Save()
        {
            _checkpoints.SaveLast(loop);
            saved = loop.Steps;
        }
    }

    private bool OutOfTime(long started) =>
        pace.Minutes > 0 && _clock.GetElapsedTime(started).TotalMinutes >= pace.Minutes;

    private void RequireFinite(IReadOnlyDictionary<string, double> figures)
    {
        foreach (var (name, value) in figures)
        {
            if (double.IsFinite(value)) continue;
            string kept = File.Exists(folder.LastCheckpoint) ? "The last checkpoint is intact" : "There is no checkpoint yet";
            throw ForewarnException.Of($"training diverged after {loop.Steps} steps, {name}", $"{value}", "a finite number",
                $"{kept}; lower the learning rates.");
        }
    }

    private void Report(IReadOnlyDictionary<string, double> figures, (long Steps, long Updates) first, long started)
    {
        var elapsed = _clock.GetElapsedTime(started);
        double perSecond = 1 / Math.Max(elapsed.TotalSeconds, 1e-9), speed = (loop.Steps - first.Steps) * perSecond;
        var left = TimeSpan.FromSeconds(Math.Max(0, loop.Total - loop.Steps) / Math.Max(speed, 1e-9));
        progress?.Report(new(loop.Steps, loop.Total, elapsed, left, speed, (loop.Updates - first.Updates) * perSecond,
            loop.Evaluations.Count > 0 ? loop.Evaluations[^1].Mean : null, figures));
    }
}
