using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Trains one stage of the verifier. The run folder ends up self-contained: vocabulary, sizes, weights;
/// <see cref="VerifierRun.Load"/> puts them together.
/// </summary>
public static class VerifierTraining
{
    /// <param name="latents">Those of each task; none for the text stage.</param>
    /// <param name="from">Run folder of an earlier run, finished or not, whose vocabulary and decoder this one goes on with.</param>
    /// <param name="resume">Continue the run in <paramref name="folder"/>.</param>
    public static TrainingResult Run(
        VerifierTrainingOptions options, RunFolder folder, IReadOnlyList<LatentNarrations>? latents = null, string? from = null,
        bool resume = false, IProgress<TrainingProgress>? progress = null, TimeProvider? time = null, CancellationToken cancel = default)
    {
        if (from is not null) VerifierRun.RequireTasks(from, options.Verifier.Tasks);
        var seeds = new SeedStreams(options.Training.Seed);
        var vocabulary = from is not null ? VerifierRun.ReadVocabulary(from)
            : resume ? VerifierRun.ReadVocabulary(folder.Path)
            : LanguageTokenizer.Learn(options.Verifier.Languages(), options.Verifier.VocabularySize);
        using var task = new VerifierTask(options.Verifier, vocabulary, seeds.Stream("init"), latents);
        if (!resume)
        {
            if (from is not null) task.WarmStart(RunFolder.Existing(from).LastCheckpoint);
            folder.WriteConfig(("verifier", options.Verifier), ("training", options.Training));
            VerifierRun.SaveDescription(folder.Path, task);
        }
        var result = new TrainingRun(options.Training, folder, progress, time).Run(task, resume, cancel);
        if (result.Finished) VerifierRun.SaveWeights(folder.Path, task);
        return result;
    }
}
