using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;
using Forewarn.Recording.LeRobot;
using Forewarn.Simulation.Episodes;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Lab.Training;

/// <summary><c>train policy</c>: the diffusion policy, from demonstrations seen through a trained eye.</summary>
internal sealed class PolicyTrainingCommand(Session session)
    : TrainingCommand(session, "policy", "Train the diffusion policy on demonstrations.")
{
    private readonly Option<DirectoryInfo> _eye = new("--eye")
    {
        Description = "Run folder of train eye.",
        HelpName = "RUN",
        Required = true,
    };

    private readonly Option<DirectoryInfo> _scenes = new("--scenes")
    {
        Description = "The scenes the eye was trained on; its held-out part measures the mode shares.",
        HelpName = "FOLDER",
        Required = true,
    };

    protected override IEnumerable<Option> OwnOptions() => [_eye, _scenes];

    protected override TrainingOptions Standing(ParseResult line, ResolvedConfig config) => config.Get<PolicyTrainingOptions>().Training;

    protected override TrainingResult Train(TrainingLine line, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        using var looks = EpisodeStore.Open(line.Words.GetValue(_scenes)!.FullName);
        using var eye = TrainedEye.Load(line.Words.GetValue(_eye)!.FullName);
        using var scenes = SceneSet.Load(looks);
        using var demonstrations = Demonstrations(line.Data[0]);
        var options = TaskTrainings.Policy(line.Config) with { Training = line.Training };
        int heldOut = EyeTask.HeldOutCount(scenes.Count, eye.Eye.Options.HeldOut);
        var task = ManipulationTasks.Find(line.Config.Get<SceneOptions>().Name);
        return PolicyTraining.Run(
            options, demonstrations, eye, scenes, heldOut, task.AimedMode, line.Folder, line.Resumes, progress, Session.Time, cancel);
    }

    private static DemonstrationSet Demonstrations(string folder)
    {
        if (LeRobotReader.IsDataSet(folder))
            return LeRobotDemonstrations.Load(folder, ArmTask.PlanSpec, ArmTask.PlanSteps, ArmTask.Cameras, ArmTask.ImageSize);
        using var store = EpisodeStore.Open(folder);
        return DemonstrationSet.Load(store, ArmTask.PlanSpec);
    }
}
