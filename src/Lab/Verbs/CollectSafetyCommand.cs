using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Constraints.Latent;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.WorldModel;

namespace Forewarn.Lab.Verbs;

/// <summary><c>collect cup-safety</c>: latents with the simulator's truth, for the safety critic.</summary>
internal sealed class CollectSafetyCommand
{
    private readonly Argument<DirectoryInfo> _folder = new("folder") { Description = "Where the data set goes; a shorter one there is continued." };

    private readonly Option<DirectoryInfo?> _world = new("--world-model")
    {
        Description = "Package whose latents are recorded (default: models/cup-world).",
        HelpName = "FOLDER",
    };

    private readonly Option<int?> _count = new("--count", "-n") { Description = "Episodes in the whole set.", HelpName = "NUMBER" };

    private readonly Option<int?> _workers = new("--workers", "-j") { Description = "Threads; results do not depend on it.", HelpName = "NUMBER" };

    public Command Define(Session session)
    {
        var command = new Command("cup-safety", "Record latents of safe and unsafe plans of the cup task, and what each fallback leads to.")
        {
            _folder, _world, _count, _workers,
        };
        var options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        var standing = config.Get<CupStateOptions>();
        var wanted = standing with
        {
            Task = config.Get<SceneOptions>(),
            Count = line.GetValue(_count) ?? standing.Count,
            Workers = line.GetValue(_workers) ?? standing.Workers,
            Seed = options.Seed(line, standing.Seed),
        };
        string folder = line.GetValue(_folder)!.FullName;
        string world = line.GetValue(_world)?.FullName ?? Path.Combine(session.Home.Models, "cup-world");
        using var package = ModelPackage.Load(world, ModelKind.WorldModel);
        using var model = new RssmWorldModel(package);
        var collection = new CupStateCollection(wanted, model, package.Manifest.Sha256, CommandText.Of(line));
        new WorkProgress(session.Terminal, session.Time).Run("cup-safety", report =>
        {
            collection.Run(folder, report, cancel);
            return true;
        });
        cancel.ThrowIfCancellationRequested();
        var states = LatentStates.Load(folder);
        var truths = states.Truths.Where((_, i) => states.Horizons[i] == 0).CountBy(t => t).OrderBy(t => t.Key).ToDictionary(t => $"{t.Key}", t => t.Value);
        session.Terminal.Line($"{wanted.Count} episodes, {states.Count} states in {folder} (sha256 {states.Sha256[..12]})");
        session.Terminal.Line("seen along plans: " + string.Join(", ", truths.Select(t => $"{t.Key} {t.Value}")));
        JsonReport.Write(options.Json(line), new { Folder = folder, Episodes = wanted.Count, states.Count, states.Sha256, Truths = truths });
        return (int)ExitCode.Done;
    }
}
