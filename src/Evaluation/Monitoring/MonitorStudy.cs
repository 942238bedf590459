using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Monitoring;

/// <summary>
/// Runs one base-policy plan per episode and hands its frames to a <see cref="PlanMonitor"/>, which every wish is asked
/// from. The monitor never acts, so one run serves all wishes.
/// </summary>
public sealed class MonitorStudy(
    MonitorStudyOptions options, IReadOnlyList<WishCase> wishes, Func<MonitorBench> createBench, TimeProvider time)
{
    public const string TableFile = "monitor.jsonl";

    /// <summary>Frames wait for each other here: what counts is the score, and lateness is measured elsewhere.</summary>
    private static readonly MonitorOptions Patient = new() { DeadlineMs = 600_000 };

    private readonly string[] _texts = [.. wishes.Select(w => w.Text)];

    /// <summary>Plays what <paramref name="folder"/> lacks; calibration seeds first.</summary>
    /// <exception cref="ForewarnException">Options are wrong, or the folder holds rows of other models or wishes.</exception>
    public IReadOnlyList<MonitorRow> Run(
        string folder, Action<StudyProgress>? progress = null, CancellationToken cancel = default)
    {
        Validate();
        (ulong, int)[] jobs =
        [
            .. options.CalibrationSeeds.Concat(options.Seeds).SelectMany(s => Enumerable.Range(0, options.Episodes).Select(e => (s, e))),
        ];
        return ResumableRun.Run(
            Path.Combine(folder, TableFile), $"{options.Identity}; rows={options.RowsPerFrame}; {string.Join("; ", wishes)}",
            jobs, options.Workers, createBench, (bench, seed, episode) => Play(bench, seed, episode, cancel),
            (MonitorRow row) => (row.Seed, row.Episode), time, progress, cancel);
    }

    private MonitorRow Play(MonitorBench bench, ulong root, int episode, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var seeds = new SeedStreams(root);
        bench.Task.Reset(seeds.Stream("scene", episode));
        var history = bench.Task.Observe();
        var plan = Wait(bench.Proposer.ProposeAsync(history, 1, seeds.Stream("proposals", episode), cancel)).Chunk(0);
        var executed = bench.Task.Execute(plan, recordFrames: true);
        Shape.Require("frames of a monitored plan", executed.Frames.Count, ("H + 1", plan.Steps / options.RowsPerFrame + 1));

        var scores = new WishScores(bench.Scorers, _texts);
        using var monitor = new PlanMonitor(bench.WorldModel, scores, Patient, time);
        var watch = monitor.Watch(_texts[0], plan, options.RowsPerFrame);
        var likelihoods = bench.Scorers.ToDictionary(
            s => s.Name, _ => _texts.Select(_ => new double[executed.Frames.Count]).ToArray());
        for (int f = 0; f < executed.Frames.Count; f++)
        {
            cancel.ThrowIfCancellationRequested();
            bool answered = Wait(watch.ObserveAsync(executed.Frames[f], cancel)).Fault is null;
            for (int s = 0; s < bench.Scorers.Count; s++)
                for (int w = 0; w < _texts.Length; w++)
                    likelihoods[bench.Scorers[s].Name][w][f] = answered ? scores.Last![s][w] : double.NaN;
        }
        return new(root, episode, executed.Label, executed.Decided, [.. watch.Readings.Select(r => r.Text)], likelihoods,
            watch.Readings.Count(r => r.Fault is not null), [.. watch.Readings.Select(r => Math.Round(r.Milliseconds, 2))]);
    }

    private void Validate()
    {
        if (wishes.Count == 0) throw new ForewarnException("monitor study: found no wishes, wanted at least one.", ExitCode.Usage);
        var seeds = options.Seeds.Concat(options.CalibrationSeeds).ToArray();
        if (options.Seeds.Count == 0 || options.CalibrationSeeds.Count == 0 || seeds.Distinct().Count() != seeds.Length)
            throw ForewarnException.Of("monitor study",
                $"seeds {string.Join(", ", options.Seeds)}, calibration seeds {string.Join(", ", options.CalibrationSeeds)}",
                "one or more of each and none twice", "A threshold may not be set on the episodes it is judged by.", ExitCode.Usage);
        if (options.Episodes < 1 || options.Workers < 1 || options.RowsPerFrame < 1 || options.Frames < 1)
            throw ForewarnException.Of("monitor study",
                $"episodes {options.Episodes}, workers {options.Workers}, rows per frame {options.RowsPerFrame}, frames {options.Frames}",
                "each at least 1", "Correct the options.", ExitCode.Usage);
    }
}
