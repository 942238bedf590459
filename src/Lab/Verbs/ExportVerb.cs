using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Lab.Training;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Verbs;

/// <summary><c>export</c>: a model package from a finished run.</summary>
internal sealed class ExportVerb : IVerb
{
    private readonly Argument<DirectoryInfo> _run = new("run") { Description = "Run folder of train policy." };

    private readonly Option<DirectoryInfo?> _eye = new("--eye")
    {
        Description = "Run folder of train eye, for the number of its scenes.",
        HelpName = "RUN",
    };

    private readonly Option<DirectoryInfo?> _to = new("--to")
    {
        Description = "Folder of the package (default: models/cup-policy).",
        HelpName = "FOLDER",
    };

    public IReadOnlyList<VerbExample> Examples { get; } =
        [new("export policy runs/2026-01-31/101500-cup-policy-s1 --eye runs/2026-01-31/101000-cup-eye-s1", "make models/cup-policy")];

    public Command Define(Session session)
    {
        var policy = new Command("policy", "Write a trained policy as a model package.") { _run, _eye, _to };
        policy.SetAction(line => Policy(session, line));
        return new Command("export", "Write a trained model as a package of ONNX graphs.") { policy };
    }

    private int Policy(Session session, ParseResult line)
    {
        var folder = Folder(line.GetValue(_run)!);
        var origin = TrainingOrigin.Read(folder);
        int scenes = line.GetValue(_eye) is { } eye ? TrainingOrigin.Read(Folder(eye)).Episodes.Sum() : 0;
        string to = line.GetValue(_to)?.FullName ?? Path.Combine(session.Home.Models, "cup-policy");
        using var run = PolicyRun.Load(folder.Path);
        var manifest = PolicyExporter.Write(to, run, new PolicyExport
        {
            Name = Path.GetFileName(to.TrimEnd('/')),
            Demonstrations = origin.Episodes.Sum(),
            PretrainingScenes = scenes,
            Training = origin.Provenance,
        });
        session.Terminal.Line($"{manifest.Name} in {to}: {string.Join(", ", manifest.Graphs.Select(graph => graph.File))}");
        return (int)ExitCode.Done;
    }

    private static RunFolder Folder(DirectoryInfo directory) => directory.Exists
        ? RunFolder.At(directory.FullName)
        : throw ForewarnException.Of("run", $"no folder '{directory}'", "the folder of a run", "Look under runs/.", ExitCode.Usage);
}
