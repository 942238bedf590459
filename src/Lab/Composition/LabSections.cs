using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Lab.Pipeline;
using Forewarn.Learning.Constraints.Latent;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.InverseRl.Evolution;
using Forewarn.Learning.InverseRl.Methods;
using Forewarn.Learning.InverseRl.Retraining;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Lab.Composition;

/// <summary>Sections that training verbs read on top of the run-time ones.</summary>
internal static class LabSections
{
    public static ConfigSchema Schema { get; } = CliSections.Schema.With(
        ConfigSection.Of<TaskCollectionOptions>("collect", Check),
        ConfigSection.Of<CupStateOptions>("collect_safety", Check),
        ConfigSection.Of<EyeTrainingOptions>("train_eye", options => options.Training.Validate()),
        ConfigSection.Of<PolicyTrainingOptions>("train_policy", options => options.Training.Validate()),
        ConfigSection.Of<WorldTrainingOptions>("train_world", options => options.Training.Validate()),
        ConfigSection.Of<TextTrainingOptions>("train_verifier_text", options => options.Training.Training.Validate()),
        ConfigSection.Of<JointTrainingOptions>("train_verifier", options => options.Training.Training.Validate()),
        ConfigSection.Of<AlignmentSection>("train_align", options => options.Validate()),
        ConfigSection.Of<ActionsTrainingOptions>("train_actions", options => options.Training.Training.Validate()),
        ConfigSection.Of<DirectTrainingOptions>("train_direct", options => options.Training.Training.Validate()),
        ConfigSection.Of<ClassifierTrainingOptions>("train_classifier", options => options.Training.Validate()),
        ConfigSection.Of<LatentSafetyOptions>("train_safety", options => options.Validate()),
        ConfigSection.Of<PolicyTuningSection>("tune_policy", Check),
        ConfigSection.Of<VerifierTuningSection>("tune_verifier", options => options.Tuning.Validate()),
        ConfigSection.Of<PipelineOptions>("train_all"),
        ConfigSection.Of<MethodSettings>("method", options => options.Validate()),
        ConfigSection.Of<IrlOptions>("loop", options => options.Validate()),
        ConfigSection.Of<SacOptions>("sac", options => options.Validate()),
        ConfigSection.Of<Td3Options>("td3", options => options.Validate()),
        ConfigSection.Of<PpoOptions>("ppo", options => options.Validate()),
        ConfigSection.Of<IpmRewardOptions>("critic", options => options.Validate()),
        ConfigSection.Of<LogisticRewardOptions>("discriminator", options => options.Validate()),
        ConfigSection.Of<ScorePairOptions>("score", options => options.Validate()),
        ConfigSection.Of<BehaviorCloningOptions>("bc", options => options.Validate()),
        ConfigSection.Of<DAggerOptions>("dagger", options => options.Validate()),
        ConfigSection.Of<EvilOptions>("evil", options => options.Validate()),
        ConfigSection.Of<OpenEsOptions>("evolution", options => options.Validate()));

    private static void Check(PolicyTuningSection options)
    {
        options.Tuning.Validate();
        options.Diffusion.Validate();
    }

    private static void Check(TaskCollectionOptions options) => RequireSharedTask("collect", options.Task);

    private static void Check(CupStateOptions options)
    {
        RequireSharedTask("collect_safety", options.Task);
        options.Validate();
    }

    private static void RequireSharedTask(string section, SceneOptions task)
    {
        if (task != new SceneOptions())
        {
            throw ForewarnException.Of($"{section}.task", "settings", "none", "Set section task instead: all verbs share it.", ExitCode.Usage);
        }
    }
}
