using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Lab.Composition;
using Forewarn.Lab.Training;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Learning.Verifiers.Alignment;

namespace Forewarn.Lab.Verbs;

/// <summary><c>export aligned</c>: the language model as graphs with its adapters merged, and the projector as a verifier package.</summary>
internal sealed class ExportAlignedCommand
{
    private readonly Argument<DirectoryInfo> _run = new("run") { Description = "Run folder of train align." };

    private readonly Option<DirectoryInfo> _model = new("--model")
    {
        Description = "Folder of the language model that it was trained with.",
        HelpName = "FOLDER",
        Required = true,
    };

    private readonly Option<DirectoryInfo> _to = new("--to")
    {
        Description = "Folder of the verifier package; the language model is written beside it, to the same name with -decoder.",
        HelpName = "FOLDER",
        Required = true,
    };

    private readonly CommonOptions _options = new();

    public Command Define(Session session)
    {
        var command = new Command("aligned", "Write an aligned language model as graphs, and its projector as a model package.") { _run, _model, _to };
        _options.AddConfig(command);
        command.SetAction(line => Run(session, line));
        return command;
    }

    private int Run(Session session, ParseResult line)
    {
        var section = session.Configure(line, _options).Get<AlignmentSection>();
        var folder = RunFolder.Existing(line.GetValue(_run)!.FullName);
        string model = line.GetValue(_model)!.FullName, to = Path.TrimEndingDirectorySeparator(line.GetValue(_to)!.FullName), decoder = to + "-decoder";
        using var run = AlignmentRun.Load(folder.Path);
        using var frozen = FrozenWeights.Load(model, run.Size);
        session.Terminal.Line($"language model in {decoder}");
        AlignmentExporter.WriteDecoder(decoder, model, run.Over(frozen), run.Size);
        var settings = section.Questions.ToSettings();
        (settings["maxOptions"], settings["narrationTokens"]) = (8, section.Alignment.NarrationTokens);
        var manifest = AlignmentExporter.WriteProjector(to, run, settings, new VerifierExport
        {
            Name = Path.GetFileName(to), Training = TrainingOrigin.Read(folder).Provenance, Metrics = HeldOutFigures.Read(folder),
        });
        session.Terminal.Line($"{manifest.Name} in {to}; name both in section models: verifier={to} decoder={decoder}");
        return (int)ExitCode.Done;
    }
}
