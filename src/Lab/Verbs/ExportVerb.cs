using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Lab.Imitation;
using Forewarn.Lab.Quantization;
using Forewarn.Lab.Training;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Learning.WorldModels;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Lab.Verbs;

/// <summary><c>export</c>: a model package from a finished run.</summary>
internal sealed class ExportVerb : IVerb
{
    private readonly Argument<DirectoryInfo> _run = new("run") { Description = "Run folder of the training." };

    private readonly Option<DirectoryInfo[]> _data = new("--data", "-d")
    {
        Description = "Data set that the world model was trained on; repeat for several, in the same order.",
        HelpName = "FOLDER",
        Required = true,
    };

    private readonly Option<DirectoryInfo?> _eye = new("--eye")
    {
        Description = "Run folder of train eye, for the number of its scenes.",
        HelpName = "RUN",
    };

    private readonly Option<DirectoryInfo?> _to = new("--to")
    {
        Description = "Folder of the package (default: models/cup-...).",
        HelpName = "FOLDER",
    };

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("export policy runs/2026-01-31/101500-cup-policy-s1 --eye runs/2026-01-31/101000-cup-eye-s1", "make models/cup-policy"),
        new("export int8", "make models/cup-verifier-int8 of models/cup-verifier, if it chooses as well"),
        new("export compact runs/cup/models/cup-world --to models/cup-world", "the same package in half the bytes or less, with the measured difference"),
        new("export aligned runs/... --model SmolVLM --to models/cup-smolvlm", "a language model with its adapters merged, and its projector"),
        new("export imitation runs/2026-01-31/101500-hopper-v4-sac-s1", "make models/sac-hopper-v4 of a policy trained by reward or imitation"),
    ];

    public Command Define(Session session)
    {
        var policy = new Command("policy", "Write a trained policy as a model package.") { _run, _eye, _to };
        policy.SetAction(line => Policy(session, line));
        var world = new Command("world-model", "Write a trained world model as a model package.") { _run, _to };
        world.SetAction(line => World(session, line));
        var latents = new Command("latents", "Write what a world model sees and foresees of whole data sets.") { _run, _data, _to };
        latents.SetAction(line => Latents(session, line));
        var verifier = new Command("verifier", "Write a trained verifier as a model package.") { _run, _to };
        verifier.SetAction(line => Verifier(session, line));
        return new Command("export", "Write a trained model as a package of ONNX graphs, or its latents.")
        {
            policy, world, latents, verifier, new Int8Command().Define(session), new CompactCommand().Define(session),
            new ExportImitationCommand().Define(session), new ExportAlignedCommand().Define(session),
        };
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
            Metrics = HeldOutFigures.Read(folder),
        });
        return Said(session, to, manifest);
    }

    private int World(Session session, ParseResult line)
    {
        var folder = Folder(line.GetValue(_run)!);
        var origin = TrainingOrigin.Read(folder);
        string to = line.GetValue(_to)?.FullName ?? Path.Combine(session.Home.Models, "cup-world");
        using var model = WorldModelTraining.Load(folder);
        return Said(session, to, RssmExporter.Write(to, model, new WorldModelExport
        {
            Name = Path.GetFileName(to.TrimEnd('/')),
            Episodes = origin.Episodes.Sum(),
            Updates = Checkpoint.LoadWeights(folder.LastCheckpoint, model.Parameters),
            Training = origin.Provenance,
            Metrics = HeldOutFigures.Read(folder),
        }));
    }

    private int Latents(Session session, ParseResult line)
    {
        string to = line.GetValue(_to)?.FullName ?? Folder(line.GetValue(_run)!).File("latents");
        EpisodeStore[] stores = [.. line.GetValue(_data)!.Select(d => EpisodeStore.Open(d.FullName))];
        try
        {
            using var model = WorldModelTraining.Load(Folder(line.GetValue(_run)!));
            new WorkProgress(session.Terminal, session.Time).Run("latents", report =>
            {
                LatentDatasetWriter.Write(model, stores, to, report);
                return true;
            });
        }
        finally
        {
            foreach (var store in stores) store.Dispose();
        }
        session.Terminal.Line($"latents in {to}");
        return (int)ExitCode.Done;
    }

    private int Verifier(Session session, ParseResult line)
    {
        var folder = Folder(line.GetValue(_run)!);
        string to = line.GetValue(_to)?.FullName ?? Path.Combine(session.Home.Models, "cup-verifier");
        using var run = VerifierRun.Load(folder.Path);
        return Said(session, to, VerifierExporter.Write(to, run, new VerifierExport
        {
            Name = Path.GetFileName(to.TrimEnd('/')), Training = TrainingOrigin.Read(folder).Provenance, Metrics = HeldOutFigures.Read(folder),
        }));
    }

    private static int Said(Session session, string to, ModelManifest manifest)
    {
        session.Terminal.Line($"{manifest.Name} in {to}: {string.Join(", ", manifest.Graphs.Select(graph => graph.File))}");
        return (int)ExitCode.Done;
    }

    private static RunFolder Folder(DirectoryInfo directory) => directory.Exists
        ? RunFolder.Existing(directory.FullName)
        : throw ForewarnException.Of("run", $"no folder '{directory}'", "the folder of a run", "Look under runs/.", ExitCode.Usage);
}
