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

    /// <summary>The modes that a person may ask for are those of the task.</summary>
    /// <exception cref="ForewarnException">Neither the task nor the configuration says which these are.</exception>
    public static PolicyTrainingOptions Policy(ResolvedConfig config)
    {
        string task = config.Get<SceneOptions>().Name;
        var options = task == "cup" ? config.Get<PolicyTrainingOptions>() : config.Over(new PolicyTrainingOptions { Wished = [] });
        if (options.Wished.Count == 0)
            throw ForewarnException.Of("train_policy.wished", "no modes", $"the modes of task '{task}' that a person may ask for", "List them.", ExitCode.Usage);
        return options;
    }

    private static float Scale(double range) => (float)Math.Max(LeastScale, Reach * range);
}
