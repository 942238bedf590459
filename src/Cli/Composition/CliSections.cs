using Forewarn.Cli.Configs;
using Forewarn.Evaluation.Gate;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Steering;

namespace Forewarn.Cli.Composition;

/// <summary>Sections that run-time verbs read.</summary>
public static class CliSections
{
    public static ConfigSchema Schema { get; } = new(
        [
            ConfigSection.Following("task", "task", "name", task => ManipulationTasks.Find(task).Scenes with { Name = task }),
            ConfigSection.Of<PhaseOptions>("phases"),
            ConfigSection.Of<SteeringOptions>("steering", options => options.Validated()),
            ConfigSection.Of<GuardOptions>("guards"),
            ConfigSection.Following("models", "task", "name", ModelNames.Of),
            ConfigSection.Of<BaselineNames>("baselines"),
            ConfigSection.Of<AskingOptions>("asking"),
            ConfigSection.Following("evaluation", "task", "name", task => new EvaluationOptions { Wishes = $"wishes-{task}.yaml" }),
            ConfigSection.Of<GateOptions>("gate"),
        ],
        elsewhere:
        [
            "collect", "train_eye", "train_policy", "train_world", "train_verifier_text", "train_verifier", "train_actions", "train_direct", "train_align",
            "train_classifier", "train_all", "tune_policy", "tune_verifier", "method", "loop", "sac", "td3", "ppo", "critic", "discriminator",
            "score", "bc", "dagger", "collect_safety", "evil", "evolution", "train_safety",
        ]);
}
