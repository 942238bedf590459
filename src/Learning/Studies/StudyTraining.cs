using Forewarn.Core;
using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Studies;

/// <summary>
/// The optimizer and schedule of <see cref="TrainingRun"/> without its folder: a study makes hundreds of short runs and keeps
/// figures alone.
/// </summary>
internal static class StudyTraining
{
    /// <param name="after">Told the number of updates done, after each.</param>
    public static void Run(ITrainingTask task, TrainingOptions options, SeedStream seed, Action<long>? after = null)
    {
        options.Validate();
        set_num_threads(options.Threads);
        var schedule = new LearningRateSchedule(options);
        using var optimizer = new AdamW(task.Parameters, options);
        for (long step = 0; step < options.Steps; step++)
        {
            task.Step(step, seed.Child("step", step));
            optimizer.Clip(options.ClipNorm);
            optimizer.Update(schedule.At(step));
            after?.Invoke(step + 1);
        }
    }
}
