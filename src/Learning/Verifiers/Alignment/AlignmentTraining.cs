using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>Trains one stage of an alignment; the run folder keeps the projector and, in the second stage, the adapters.</summary>
public static class AlignmentTraining
{
    /// <param name="size">Of the language model, as its configuration says.</param>
    /// <param name="frozen">The language model; the caller keeps and disposes it.</param>
    /// <param name="from">Run folder of the first stage, whose projector the second goes on with.</param>
    /// <param name="resume">Continue the run in <paramref name="folder"/>.</param>
    /// <exception cref="ForewarnException">Options, latents or an earlier run do not fit.</exception>
    public static TrainingResult Run(
        AlignmentOptions options, TrainingOptions training, DecoderOptions size, FrozenWeights frozen, AlignmentWords words, LatentNarrations latents,
        RunFolder folder, string? from = null, bool resume = false, IProgress<TrainingProgress>? progress = null, TimeProvider? time = null,
        CancellationToken cancel = default)
    {
        using var task = new AlignmentTask(options, size, frozen, words, latents, new SeedStreams(training.Seed).Stream("init"));
        if (!resume)
        {
            if (from is not null) task.WarmStart(RunFolder.Existing(from).LastCheckpoint);
            folder.WriteConfig(("alignment", options), ("training", training), ("decoder", size));
        }
        var result = new TrainingRun(training, folder, progress, time).Run(task, resume, cancel);
        if (result.Finished) AlignmentRun.Save(folder.Path, task, options, size);
        return result;
    }
}
