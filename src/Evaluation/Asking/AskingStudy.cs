using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Asking;

/// <summary>
/// Calibrates on one set of scenes when to ask, and measures on another whether a fitting option is kept as often as promised and what asking is worth.
/// </summary>
public sealed class AskingStudy(AskingStudyOptions options, IReadOnlyList<WishCase> wishes, Func<AskingBench> createBench, TimeProvider time)
{
    /// <summary>Plays what <paramref name="folder"/> lacks.</summary>
    /// <returns>The threshold, the rows it is from, and the held-out rows.</returns>
    /// <exception cref="ForewarnException">The folder holds rows of other models, or the options do not make sense.</exception>
    public (ConformalThreshold Threshold, IReadOnlyList<AskingRow> Calibration, IReadOnlyList<AskingRow> HeldOut) Run(
        string folder, Action<StudyProgress>? progress = null, CancellationToken cancel = default)
    {
        if (wishes.Count == 0 || wishes.Any(w => w.Neutral || w.Accept.Length == 0))
            throw ForewarnException.Of("wishes of a study of asking", "none, or some that accept nothing", "wishes that say what fulfills them",
                "Leave neutral wishes out.", ExitCode.Usage);
        if (options.Threshold is { } given) return (given, [], Play(folder, "held-out.jsonl", options.Seed, options.Episodes, given, progress, cancel));
        if (options.CalibrationSeed == options.Seed)
            throw ForewarnException.Of("seeds", $"{options.Seed} for both", "two different ones", "What is calibrated on cannot be judged on.", ExitCode.Usage);
        var calibration = Play(folder, "calibration.jsonl", options.CalibrationSeed, options.CalibrationEpisodes, null, progress, cancel);
        var threshold = ConformalThreshold.Of([.. calibration.Select(r => r.Fitting)], options.Alpha);
        threshold = threshold.Offering([.. calibration.Where(r => r.Second >= threshold.LeastChance).Select(r => r.MeantChance).OfType<double>()]);
        return (threshold, calibration, Play(folder, "held-out.jsonl", options.Seed, options.Episodes, threshold, progress, cancel));
    }

    private IReadOnlyList<AskingRow> Play(
        string folder, string table, ulong seed, int episodes, ConformalThreshold? threshold, Action<StudyProgress>? progress, CancellationToken cancel) =>
        ResumableRun.Run(
            Path.Combine(folder, table), $"{options.Identity}; N={options.Proposals}; {threshold}; {string.Join("; ", wishes)}",
            [.. Enumerable.Range(0, episodes).Select(e => (seed, e))], options.Workers,
            () => new AskingPlayer(createBench(), wishes, options.Proposals, threshold, cancel),
            (player, s, episode) => player.Play(s, episode), (AskingRow row) => (row.Seed, row.Episode), time, progress, cancel);
}
