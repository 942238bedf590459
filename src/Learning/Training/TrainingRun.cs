using System.Globalization;
using Forewarn.Core;
using static TorchSharp.torch;

namespace Forewarn.Learning.Training;

/// <summary>
/// The one training loop: per step seed, forward and backward by the task, clip, AdamW, moving average, logs,
/// checkpoints, time limit. A resumed run continues bit-exactly, because every random number of a step comes from
/// (seed, step).
/// </summary>
public sealed class TrainingRun(
    TrainingOptions options, RunFolder folder, IProgress<TrainingProgress>? progress = null, TimeProvider? time = null)
{
    private const int TrimEvery = 100;
    private readonly TimeProvider clock = time ?? TimeProvider.System;

    /// <summary>
    /// Trains from the start or, with <paramref name="resume"/>, from the last checkpoint of the run folder.
    /// </summary>
    /// <exception cref="ForewarnException">Bad options, a diverged loss, an unusable checkpoint, or a full
    /// disk.</exception>
    public TrainingResult Run(ITrainingTask task, bool resume = false, CancellationToken cancel = default)
    {
        options.Validate();
        set_num_threads(options.Threads);
        var parameters = task.Parameters;
        using var optimizer = new AdamW(parameters, options);
        using var average = options.EmaDecay > 0 ? parameters.Clone() : null;
        long step = resume ? Restore(parameters, optimizer, average) : RequireFresh();
        var schedule = new LearningRateSchedule(options);
        var seeds = new SeedStreams(options.Seed);
        using var log = new MetricLog(folder, clock, step);
        var means = new FigureMeans();
        long first = step, started = clock.GetTimestamp();
        bool saved = false, due = false;

        while (step < options.Steps && !task.IsDone && !(task.CanPause && (cancel.IsCancellationRequested || OutOfTime(started))))
        {
            double rate = schedule.At(step) * task.LearningRateScale(step);
            var stream = seeds.Stream("step", step);
            random.manual_seed((long)(stream.Key & long.MaxValue));
            means.Add(task.Step(step, stream));
            double norm = optimizer.Clip(options.ClipNorm);
            if (!double.IsFinite(norm)) throw Diverged(step);
            optimizer.Update(rate);
            if (average is not null) UpdateAverage(average, parameters, step);
            means.Add("grad_norm", norm);
            step++;
            saved = false;

            if (step % TrimEvery == 0) NativeHeap.Trim();
            if (step % options.LogEvery == 0 || step == options.Steps || task.IsDone)
            {
                means.Add("learning_rate", rate);
                Report(log, step, first, started, means.Take());
            }
            if (options.EvaluateEvery > 0 && step % options.EvaluateEvery == 0 && step < options.Steps)
                Report(log, step, first, started, Evaluate(task, average));
            due |= step % options.CheckpointEvery == 0;
            if (due && task.CanPause)
            {
                Save(step, parameters, optimizer, average);
                (saved, due) = (true, false);
            }
        }
        if (!saved && step > first) Save(step, parameters, optimizer, average);
        bool finished = step >= options.Steps || task.IsDone;
        var evaluation = finished ? Evaluate(task, average) : new Dictionary<string, double>();
        if (finished && step > first) Report(log, step, first, started, evaluation);
        if (finished) HeldOutFigures.Write(folder, evaluation);
        if (finished && average is not null) parameters.CopyFrom(average);
        return new TrainingResult(step, finished, evaluation, folder.LastCheckpoint);
    }

    private bool OutOfTime(long started) =>
        options.Minutes > 0 && clock.GetElapsedTime(started).TotalMinutes >= options.Minutes;

    private long RequireFresh() => File.Exists(folder.LastCheckpoint)
        ? throw new ForewarnException(
            $"run folder '{folder.Path}' already holds a run. Resume it (--resume) or use a new folder.",
            ExitCode.Usage)
        : 0;

    private long Restore(ParameterStore parameters, AdamW optimizer, ParameterStore? average)
    {
        var (step, seed) = Checkpoint.Restore(folder.LastCheckpoint, parameters, optimizer, average);
        if (seed != options.Seed)
            throw ForewarnException.Of("seed", $"{options.Seed}", $"{seed} as in the run to resume",
                "Resume with the run's own seed.", ExitCode.Usage);
        return step;
    }

    private void UpdateAverage(ParameterStore average, ParameterStore parameters, long step)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        // Early on the average would remember the initial weights; the ramp makes it a plain mean at first.
        double decay = Math.Min(options.EmaDecay, (1.0 + step) / (10.0 + step));
        average.Values.lerp_(parameters.Values, 1 - decay);
    }

    private static Dictionary<string, double> Evaluate(ITrainingTask task, ParameterStore? average)
    {
        using var live = average is null ? null : task.Parameters.Clone();
        if (average is not null) task.Parameters.CopyFrom(average);
        var figures = task.Evaluate().ToDictionary(f => "eval/" + f.Key, f => f.Value);
        if (live is not null) task.Parameters.CopyFrom(live);
        return figures;
    }

    private void Report(MetricLog log, long step, long first, long started, IReadOnlyDictionary<string, double> figures)
    {
        log.Append(step, figures);
        var elapsed = clock.GetElapsedTime(started);
        double pace = elapsed.TotalSeconds / Math.Max(1, step - first);
        progress?.Report(new(step, options.Steps, elapsed, TimeSpan.FromSeconds(pace * (options.Steps - step)), pace,
            figures));
    }

    private void Save(long step, ParameterStore parameters, AdamW optimizer, ParameterStore? average)
    {
        string path =
            Path.Combine(folder.Checkpoints, step.ToString("D8", CultureInfo.InvariantCulture) + ".safetensors");
        Checkpoint.Write(path, step, options.Seed, parameters, optimizer, average);
        AtomicFile.Write(folder.LastCheckpoint, target =>
        {
            using var source = File.OpenRead(path);
            source.CopyTo(target);
        });
        var numbered = Directory.GetFiles(folder.Checkpoints, "0*.safetensors").Order(StringComparer.Ordinal);
        foreach (var old in numbered.SkipLast(options.KeepCheckpoints)) File.Delete(old);
    }

    private ForewarnException Diverged(long step) => new(
        $"training diverged: the gradient of step {step} is not finite. The last checkpoint is intact; lower the " +
        $"learning rate (now {options.LearningRate:G3}) or the gradient clip (now {options.ClipNorm:G3}).");
}
