using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Lab.Pipeline;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Lab.Training;

/// <summary><c>train all</c>: every model of a task from nothing, resumable.</summary>
internal sealed class AllTrainingCommand(Session session)
{
    private readonly Option<DirectoryInfo?> _folder = new("--folder")
    {
        Description = "Where data, runs and packages go (default: in runs/, named after the configurations); the same folder goes on.",
        HelpName = "FOLDER",
    };

    private readonly Option<double> _minutes = new("--minutes", "-m")
    {
        Description = "Stop after about this long; the same command goes on. 0 = no limit.",
        HelpName = "NUMBER",
    };

    private readonly Option<int> _workers = new("--workers", "-j")
    {
        Description = "Threads that play episodes; results do not depend on it.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<string[]> _only = StageNames.Option(
        "Run these stages alone; verifier-text needs no other, so a second core can train it beside the rest.");

    public Command Define()
    {
        var command = new Command("all", """
            Make every model of the configured task from nothing: data, policy, world model, verifier, classifiers, packages.
            A verifier or classifier is left out where the configuration names one of other origin, unless its stage is named.
            """)
        {
            _folder, _minutes, _workers, _only,
        };
        var options = new CommonOptions().AddConfig(command).AddSeed(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(line, options, cancel), cancel));
        return command;
    }

    private int Run(ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        string root = line.GetValue(_folder)?.FullName ?? Path.GetFullPath(Path.Combine(RunFolders.Root, Name(config)));
        double limit = line.GetValue(_minutes);
        long start = session.Time.GetTimestamp();
        var pipeline = new TaskPipeline(
            session, config, root, CommandText.Of(line), options.Seed(line, 1), line.GetValue(_workers))
        {
            // Below zero the slice is over; exactly zero would mean "no limit" to a training.
            MinutesLeft = () => limit <= 0 ? 0 : limit - session.Time.GetElapsedTime(start).TotalMinutes is > 0 and var left ? left : -1,
        };
        string[] only = StageNames.Of(line.GetValue(_only), pipeline.Names);
        session.Terminal.Line($"data, runs and packages go to {root}");
        string[] spare = [.. pipeline.Spare];
        if (only.Length == 0 && spare.Length > 0) session.Terminal.Line($"left out, as their packages come from elsewhere: {string.Join(", ", spare)}");
        bool done = pipeline.Run(only, cancel);
        session.Terminal.Line(
            !done ? "stopped; run the same command again to go on"
            : only.Length > 0 ? $"done: stage {string.Join(", ", only)}"
            : $"done: packages are in {Path.Combine(root, "models")}; copy those to ship into models/");
        return (int)ExitCode.Done;
    }

    // Stages that are done are not done again: a debug run must not lie where the real one would take it for its own.
    private static string Name(ResolvedConfig config) =>
        config.Names.Count == 0 ? config.Get<SceneOptions>().Name : string.Join('-', config.Names.Select(Path.GetFileNameWithoutExtension));
}
