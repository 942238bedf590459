using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;

namespace Forewarn.Lab.Training;

/// <summary><c>train classifier</c>: outcome classes for the cheap rung, or the success baseline; writes its package.</summary>
internal sealed class ClassifierTrainingCommand(Session session)
    : TrainingCommand(session, "classifier", "Train a classifier of latents and write its package.")
{
    private readonly Option<string> _targets = new("--targets")
    {
        Description = "outcome (mode and outcome) or success (of the wish \"the handle\").",
        DefaultValueFactory = _ => "outcome",
        HelpName = "WHAT",
    };

    private readonly Option<DirectoryInfo> _latents = new("--latents")
    {
        Description = "Latents of the data sets (see export latents).",
        HelpName = "FOLDER",
        Required = true,
    };

    private readonly Option<DirectoryInfo?> _to = new("--to") { Description = "Folder of the package (default: models/cup-WHAT).", HelpName = "FOLDER" };

    protected override IEnumerable<Option> OwnOptions()
    {
        _targets.AcceptOnlyFromAmong("outcome", "success");
        return [_targets, _latents, _to];
    }

    protected override TrainingOptions Standing(ParseResult line, ResolvedConfig config) => config.Get<ClassifierTrainingOptions>().Training;

    protected override TrainingResult Train(TrainingLine line, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var latents = LatentSets.Read(line.Words.GetValue(_latents)!.FullName, line.Data);
        var targets = line.Words.GetValue(_targets) == "outcome" ? ClassTargets.Outcome(latents.Language) : ClassTargets.Success(latents.Language);
        string to = line.Words.GetValue(_to)?.FullName ?? Path.Combine(Session.Home.Models, targets.Name);
        var options = line.Config.Get<ClassifierTrainingOptions>() with { Training = line.Training };
        var export = new VerifierExport { Name = targets.Name, Training = TrainingOrigin.Read(line.Folder).Provenance };
        return ClassifierTraining.Run(options, latents, targets, line.Folder, to, export, line.Resumes, progress, Session.Time, cancel);
    }
}
