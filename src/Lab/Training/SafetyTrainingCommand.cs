using System.CommandLine;
using System.Text.Json;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Learning.Constraints.Latent;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Training;

/// <summary><c>train cup-safety</c>: margin head and safety critic on a world model's latents; calibrates them and writes their package.</summary>
internal sealed class SafetyTrainingCommand(Session session)
    : TrainingCommand(session, "cup-safety", "Train and calibrate the safety critic on the world model's latents, and write its package.")
{
    private const string Result = "safety.json";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    private readonly Option<DirectoryInfo?> _to = new("--to") { Description = "Folder of the package (default: models/cup-safety).", HelpName = "FOLDER" };

    protected override (string Description, string HelpName) Data => ("Recorded latents (see collect cup-safety).", "FOLDER");

    protected override string RunName(ResolvedConfig config) => Name;

    protected override IEnumerable<Option> OwnOptions() => [_to];

    protected override TrainingOptions Standing(ParseResult line, ResolvedConfig config) => config.Get<LatentSafetyOptions>().Training;

    protected override TrainingResult Train(TrainingLine line, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        if (line.Data.Count != 1)
        {
            throw ForewarnException.Of("--data", $"{line.Data.Count} folders", "one", "Record one set that is large enough.", ExitCode.Usage);
        }

        var states = LatentStates.Load(line.Data[0]);
        var options = line.Config.Get<LatentSafetyOptions>() with { Training = line.Training };
        var training = new LatentSafetyTraining(options, states);
        var result = training.Run(line.Folder, line.Resumes, progress, Session.Time, cancel);
        if (training.Levels is { } levels)
        {
            string to = line.Words.GetValue(_to)?.FullName ?? Path.Combine(Session.Home.Models, Name);
            var provenance = TrainingOrigin.Read(line.Folder).Provenance;
            var figures = HeldOutFigures.Of(result.Evaluation);
            LatentSafetyExporter.Write(to, training.Heads, training.Support, levels, states, options, provenance, figures);
            object report = new
            {
                provenance.Command, provenance.Seed, Recorded = states.Command, states.Sha256, states.WorldModelSha256,
                Episodes = states.Episodes.Distinct().Count(), States = states.Count, Options = options, Levels = levels, Figures = figures,
            };
            AtomicFile.WriteText(line.Folder.File(Result), JsonSerializer.Serialize(report, Form) + "\n");
        }

        return result;
    }
}
