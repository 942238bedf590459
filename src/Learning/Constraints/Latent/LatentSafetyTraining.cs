using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>
/// One training of latent safety heads in its run folder: trains, then calibrates and measures. A resumed run goes on bit by bit as if it
/// had never stopped.
/// </summary>
public sealed class LatentSafetyTraining
{
    private const string Format = "forewarn-latent-safety/1";
    private readonly LatentSafetyOptions _options;
    private readonly LatentStates _states;
    private readonly LatentSafetyLearner _learner;

    /// <exception cref="ForewarnException">Bad options, or states that nothing can be learned from.</exception>
    public LatentSafetyTraining(LatentSafetyOptions options, LatentStates states)
    {
        (_options, _states) = (options, states);
        _learner = new(states, options);
        int[] rows = [.. Enumerable.Range(0, states.Count).Where(i => LatentSplit.Of(states.Episodes[i]) == LatentShare.Training)];
        Support = LatentSupport.Fit(states, _learner.Heads.Stats, rows, new SeedStreams(options.Training.Seed).Stream("support"));
    }

    public LatentHeads Heads => _learner.Heads;

    public LatentSupport Support { get; }

    /// <summary>Levels after a finished run.</summary>
    public LatentLevels? Levels { get; private set; }

    /// <param name="resume">Go on from the folder's last checkpoint.</param>
    /// <exception cref="ForewarnException">A checkpoint is there without being asked for, or none where it is, or one of other settings; too few
    /// lost states to calibrate; a full disk.</exception>
    public TrainingResult Run(RunFolder folder, bool resume, IProgress<TrainingProgress>? progress, TimeProvider time, CancellationToken cancel)
    {
        var training = _options.Training;
        if (resume) Restore(folder.LastCheckpoint);
        else if (File.Exists(folder.LastCheckpoint))
            throw new ForewarnException($"run folder '{folder.Path}' already holds a run. Resume it (--resume) or use a new folder.", ExitCode.Usage);
        else folder.WriteConfig(("heads", _options with { Training = new() }), ("training", training));
        var schedule = new LearningRateSchedule(training);
        using var log = new MetricLog(folder, time, _learner.Steps);
        var means = new FigureMeans();
        long first = _learner.Steps, started = time.GetTimestamp();
        while (_learner.Steps < training.Steps && !cancel.IsCancellationRequested
            && !(training.Minutes > 0 && time.GetElapsedTime(started).TotalMinutes >= training.Minutes))
        {
            means.Add(_learner.Advance(schedule.At(_learner.Steps)));
            long step = _learner.Steps;
            if (step % training.LogEvery == 0 || step == training.Steps) Report(means.Take());
            if (step % training.CheckpointEvery == 0) Save(folder.LastCheckpoint);
        }
        if (_learner.Steps > first) Save(folder.LastCheckpoint);
        bool finished = _learner.Steps >= training.Steps;
        var evaluation = new Dictionary<string, double>();
        if (finished)
        {
            Levels = LatentLevels.Of(Heads, Support, _states, _options);
            foreach (var (name, figure) in LatentSafetyFigures.Of(Heads, Levels, Support, _states, new SeedStreams(training.Seed).Stream("intervals")))
                evaluation.Put(name, figure);
            HeldOutFigures.Write(folder, evaluation);
            if (_learner.Steps > first) Report(evaluation.ToDictionary(f => "eval/" + f.Key, f => f.Value));
        }
        return new(_learner.Steps, finished, evaluation, folder.LastCheckpoint);

        void Report(IReadOnlyDictionary<string, double> figures)
        {
            log.Append(_learner.Steps, figures);
            var elapsed = time.GetElapsedTime(started);
            double pace = elapsed.TotalSeconds / Math.Max(1, _learner.Steps - first);
            progress?.Report(new(_learner.Steps, training.Steps, elapsed, TimeSpan.FromSeconds(pace * (training.Steps - _learner.Steps)), pace, figures));
        }
    }

    private void Save(string path)
    {
        var snapshot = new SnapshotWriter();
        snapshot.Add("learner", _learner);
        snapshot.Write(path, new Dictionary<string, string> { ["format"] = Format, ["seed"] = $"{_options.Training.Seed}", ["data"] = _states.Sha256 });
    }

    private void Restore(string path)
    {
        using var snapshot = SnapshotReader.Open(path);
        foreach (var (key, wanted) in new[] { ("format", Format), ("seed", $"{_options.Training.Seed}"), ("data", _states.Sha256) })
        {
            string found = snapshot.Metadata.GetValueOrDefault(key) ?? "none";
            if (found != wanted)
                throw ForewarnException.Of($"{key} of '{path}'", found, wanted, "Resume with the run's own settings and data.", ExitCode.Usage);
        }
        snapshot.Restore("learner", _learner);
    }
}
