using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tasks;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Cli.Configs;

/// <summary>What follows from the name of the configured task.</summary>
public static class TaskConfig
{
    public static ManipulationTask Task(this ResolvedConfig config) => ManipulationTasks.Find(config.Get<SceneOptions>().Name);

    /// <exception cref="ForewarnException">The task has no language.</exception>
    public static TaskLanguage Language(this ResolvedConfig config) => TaskLanguages.Find(config.Get<SceneOptions>().Name);

    /// <exception cref="ForewarnException">The task has no language.</exception>
    public static LanguageReader Reader(this ResolvedConfig config) => new(config.Language());

    /// <summary>A simulator of the task for evaluations.</summary>
    public static ArmEpisodeTask Episodes(this ResolvedConfig config) => new(config.Get<SceneOptions>());

    /// <summary>The wishes in a file, all about outcomes of the task.</summary>
    /// <exception cref="ForewarnException">The file is missing, or an entry is not a wish of the task.</exception>
    public static IReadOnlyList<WishCase> Wishes(this ResolvedConfig config, string path) => WishList.Load(path, config.Language());
}
