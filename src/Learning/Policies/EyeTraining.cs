using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Policies;

/// <summary>Pretrains the eye on rendered start scenes and leaves it in the run folder.</summary>
public static class EyeTraining
{
    /// <param name="scenes">2 000 scenes or more; at the very least ten times as many as the demonstrations.</param>
    /// <param name="resume">Continue the run in <paramref name="folder"/>.</param>
    /// <returns>Held-out errors are under <c>eval/x_mm</c>, <c>eval/y_mm</c>, <c>eval/yaw_rad</c>.</returns>
    public static TrainingResult Run(
        EyeTrainingOptions options, SceneSet scenes, RunFolder folder, bool resume = false,
        IProgress<TrainingProgress>? progress = null, TimeProvider? time = null, CancellationToken cancel = default)
    {
        if (!resume) folder.WriteConfig(("eye", options.Eye), ("training", options.Training));
        var seed = new SeedStreams(options.Training.Seed).Stream("eye");
        using var task = new EyeTask(options.Eye, scenes, seed);
        var result = new TrainingRun(options.Training, folder, progress, time).Run(task, resume, cancel);
        if (result.Finished)
        {
            using var eye = new TrainedEye(new(options.Eye), task.Parameters.Clone());
            eye.Save(folder.Path);
        }
        return result;
    }
}
