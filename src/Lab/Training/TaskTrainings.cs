using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Lab.Training;

/// <summary>What follows from the configured task where the configuration does not say otherwise.</summary>
internal static class TaskTrainings
{
    /// <summary>One in the eye's feature is this many half-widths of the scenes, so that what is a little outside can still be said.</summary>
    private const double Reach = 1.25;

    /// <summary>Smallest unit of the eye's feature, m: a task may leave an axis at rest.</summary>
    private const double LeastScale = 0.01;

    /// <summary>The eye's feature is centered on the task's scenes.</summary>
    public static EyeTrainingOptions Eye(ResolvedConfig config)
    {
        var scenes = config.Get<SceneOptions>();
        return config.Over(new EyeTrainingOptions
        {
            Eye = new() { Center = [(float)scenes.ObjectX, (float)scenes.ObjectY], Scale = [Scale(scenes.RangeX), Scale(scenes.RangeY)] },
        });
    }

    /// <summary>What a person may ask for are the parts of the task's language.</summary>
    /// <exception cref="ForewarnException">The task has no language.</exception>
    public static PolicyTrainingOptions Policy(ResolvedConfig config) =>
        config.Over(new PolicyTrainingOptions { Wished = [.. config.Language().Parts.Select(part => part.Name)] });

    private static float Scale(double range) => (float)Math.Max(LeastScale, Reach * range);
}
