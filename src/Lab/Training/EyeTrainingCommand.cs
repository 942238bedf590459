using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Lab.Training;

/// <summary><c>train eye</c>: the policy's perception, from rendered start scenes.</summary>
internal sealed class EyeTrainingCommand(Session session)
    : TrainingCommand(session, "eye", "Train the policy's perception on start scenes.")
{
    protected override TrainingOptions Standing(ParseResult line, ResolvedConfig config) => TaskTrainings.Eye(config).Training;

    protected override TrainingResult Train(TrainingLine line, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        using var store = EpisodeStore.Open(line.Data[0]);
        using var scenes = SceneSet.Load(store);
        var options = TaskTrainings.Eye(line.Config) with { Training = line.Training };
        return EyeTraining.Run(options, scenes, line.Folder, line.Resumes, progress, Session.Time, cancel);
    }
}
