using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Lab.Composition;
using Forewarn.Lab.Quantization;
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

    private readonly Option<string> _precision = new("--precision")
    {
        Description = "Of the decoder: fp32, or int8, which is written only if it answers as the floats do.",
        DefaultValueFactory = _ => "fp32",
        HelpName = "fp32|int8",
    };

    private readonly CommonOptions _options = new();

    public Command Define(Session session)
    {
        var command = new Command("aligned", "Write an aligned language model as graphs, and its projector as a model package.")
        {
            _run, _model, _to, _precision.AcceptOnlyFromAmong("fp32", "int8"),
        };
        _options.AddConfig(command).AddSeed(command);
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
        var precision = line.GetValue(_precision) == "int8" ? DecoderPrecision.Int8 : DecoderPrecision.Float;
        AlignmentExporter.WriteDecoder(decoder, model, run.Over(frozen), run.Size, precision, target =>
        {
            var parity = Int8DecoderGate.Require(target, run, section.Questions, section.Alignment.NarrationTokens, _options.Seed(line, 1));
            JsonReport.Write(new(Path.Combine(target, "int8-parity.json")), parity);
            session.Terminal.Line($"int8: {Int8DecoderGate.Said(parity)}");
        });
        var settings = section.Questions.ToSettings();
        (settings["maxOptions"], settings["narrationTokens"]) = (8, section.Alignment.NarrationTokens);
        var manifest = AlignmentExporter.WriteProjector(to, run, settings, new VerifierExport
        {
            Name = Path.GetFileName(to), Training = TrainingOrigin.Read(folder).Provenance, Metrics = HeldOutFigures.Read(folder),
        });
        session.Terminal.Line($"{manifest.Name} in {to}; name both in section models: verifier={to} decoder={decoder}"
            + (precision == DecoderPrecision.Int8 ? " decoder_precision=int8" : ""));
        return (int)ExitCode.Done;
    }
}
