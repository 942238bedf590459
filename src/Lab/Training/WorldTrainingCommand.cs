using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Lab.Composition;
using Forewarn.Learning.Training;
using Forewarn.Learning.WorldModels;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Lab.Training;

/// <summary><c>train world-model</c>: the world model, from recorded play.</summary>
internal sealed class WorldTrainingCommand(Session session)
    : TrainingCommand(session, "world-model", "Train the world model on recorded episodes.")
{
    protected override TrainingOptions Standing(ParseResult line, ResolvedConfig config) => config.Get<WorldTrainingOptions>().Training;

    protected override TrainingResult Train(TrainingLine line, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        EpisodeStore[] stores = [.. line.Data.Select(EpisodeStore.Open)];
        try
        {
            var options = line.Config.Get<WorldTrainingOptions>();
            return WorldModelTraining.Run(
                options.Model, options.WorldModel, line.Training, stores, line.Folder, progress, line.Resumes, Session.Time, cancel);
        }
        finally
        {
            foreach (var store in stores) store.Dispose();
        }
    }
}
