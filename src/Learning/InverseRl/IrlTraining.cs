using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl;

/// <summary>
/// Runs a loop in a run folder: figures to <c>metrics.jsonl</c> and TensorBoard, checkpoints, time slices. Stops only between
/// iterations; a resumed run leaves the same files, weights and figures as one that was never stopped, but for the TensorBoard events,
/// which hold wall times.
/// </summary>
public sealed class IrlTraining(IrlLoop loop, RunFolder folder, IProgress<IrlProgress>? progress = null, TimeProvider? time = null)
{
    private readonly TimeProvider _clock = time ?? TimeProvider.System;
    private readonly IrlCheckpoints _checkpoints = new(folder);

    /// <summary>Trains from the start or, with <paramref name="resume"/>, from the last checkpoint of the folder.</summary>
    /// <exception cref="ForewarnException">A figure that is not finite (the last checkpoint stays), an unusable checkpoint, or a full disk.</exception>
    public IrlTrainingResult Run(bool resume = false, CancellationToken cancel = default)
    {
        if (resume) _checkpoints.Restore(loop);
        else if (File.Exists(folder.LastCheckpoint))
            throw ForewarnException.Of($"run folder '{folder.Path}'", "a run", "a new folder", "Resume it (--resume) or use a new folder.", ExitCode.Usage);
        using var log = new MetricLog(folder, _clock, loop.Steps);
        long first = loop.Steps, started = _clock.GetTimestamp(), saved = resume ? first : -1;
        while (!loop.IsDone && !cancel.IsCancellationRequested && !OutOfTime(started))
        {
            long before = loop.Steps;
            int looks = loop.Evaluations.Count;
            var figures = loop.Advance();
            RequireFinite(figures);
            log.Append(loop.Steps, figures);
            if (loop.Evaluations.Count > looks) _checkpoints.SaveEvaluated(loop);
            if (loop.Steps / loop.Options.CheckpointEvery > before / loop.Options.CheckpointEvery) Save();
            Report(figures, first, started);
        }
        if (saved != loop.Steps) Save();
        return new(loop.Steps, loop.IsDone, loop.Evaluations, folder.LastCheckpoint);

        void Save()
        {
            _checkpoints.SaveLast(loop);
            saved = loop.Steps;
        }
    }

    private bool OutOfTime(long started) =>
        loop.Options.Minutes > 0 && _clock.GetElapsedTime(started).TotalMinutes >= loop.Options.Minutes;

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

    private void Report(IReadOnlyDictionary<string, double> figures, long first, long started)
    {
        var elapsed = _clock.GetElapsedTime(started);
        double pace = (loop.Steps - first) / Math.Max(elapsed.TotalSeconds, 1e-9);
        var left = TimeSpan.FromSeconds(Math.Max(0, loop.Options.Steps - loop.Steps) / Math.Max(pace, 1e-9));
        progress?.Report(new(loop.Steps, loop.Options.Steps, elapsed, left, pace, pace * UpdatesPerStep(),
            loop.Evaluations.Count > 0 ? loop.Evaluations[^1].Mean : null, figures));
    }

    // Over the whole run: the first steps of a run have none.
    private double UpdatesPerStep() => loop.Parts.Optimizer is OffPolicyOptimizer off ? (double)off.Updates / loop.Steps : 0;
}
