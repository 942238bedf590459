using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Recording;

namespace Forewarn.Learning.Preferences.Verifiers;

/// <summary>Tunes a verifier package on labeled plans; the run folder ends up with the tuned package below it.</summary>
public static class VerifierTuning
{
    /// <summary>Folder of the tuned package inside the run folder.</summary>
    public const string Package = "package";

    /// <summary>Most tokens of a narration, as the exporter declares it.</summary>
    internal const int NarrationTokens = 24;

    /// <param name="records">Labeled plans with both narrations; others are counted as skipped.</param>
    /// <param name="narrations">Wrong narrations with the true ones; see <see cref="NarrationPair"/>.</param>
    /// <param name="provenance">For the tuned package.</param>
    /// <param name="resume">Continue the run in <paramref name="folder"/>, with the same records.</param>
    /// <exception cref="ForewarnException">
    /// The package or an option is unusable, or too few lessons: nothing to train on, or none to hold out although some should be.
    /// </exception>
    public static VerifierTuningResult Run(
        VerifierTuningOptions options, IReadOnlyList<PreferenceRecord> records, IReadOnlyList<NarrationPair> narrations, RunFolder folder,
        TrainingProvenance provenance, bool resume = false, IProgress<TrainingProgress>? progress = null, TimeProvider? time = null,
        CancellationToken cancel = default)
    {
        options.Validate();
        using var verifier = VerifierPackageWeights.Load(options.From);
        var lessons = new VerifierLessons(verifier, records, narrations);
        var (trained, heldOut) = lessons.Split(options.Tuning.HeldOut, new SeedStreams(options.Tuning.Training.Seed).Stream("held out"));
        if (trained.Length == 0 || (heldOut.Length == 0 && options.Tuning.HeldOut > 0))
            throw ForewarnException.Of("preference records", $"{lessons.All.Count} lessons for a verifier{Reasons(lessons.Skipped)}",
                "lessons from two prompts or more", "Collect pairs whose plans are narrated differently.", ExitCode.Usage);
        using var task = new VerifierTuningTask(options, verifier, trained, heldOut);
        if (!resume)
            folder.WriteConfig(("verifier", new { options.From, options.Name, options.Method, options.Fresh, options.Temperature }), ("tuning", options.Tuning));
        var training = new TrainingRun(options.Tuning.Training, folder, progress, time).Run(task, resume, cancel);
        var manifest = training.Finished
            ? VerifierExporter.Write(folder.File(Package), verifier, new()
            {
                Name = options.Name, Training = provenance, Metrics = HeldOutFigures.Of(training.Evaluation),
            })
            : null;
        return new(training, manifest, trained.Length, heldOut.Length, lessons.Skipped);
    }

    private static string Reasons(IReadOnlyDictionary<string, int> skipped) =>
        skipped.Count == 0 ? "" : $" ({string.Join(", ", skipped.Select(s => $"{s.Key}: {s.Value}"))})";
}
