using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Lab.Imitation;
using Forewarn.Simulation.Episodes;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Lab.Verbs;

/// <summary><c>collect</c>: records a data set.</summary>
internal sealed class CollectVerb : IVerb
{
    private readonly Argument<DirectoryInfo> _folder = new("folder")
    {
        Description = "Where the data set goes; a shorter one there is continued.",
    };

    private readonly Option<string?> _kind = new("--kind")
    {
        Description = "scenes (first looks), demos (what the policy imitates) or play (everything, right or wrong).",
        HelpName = "KIND",
    };

    private readonly Option<int?> _count = new("--count", "-n")
    {
        Description = "Episodes in the whole set.",
        HelpName = "NUMBER",
    };

    private readonly Option<int?> _workers = new("--workers", "-j")
    {
        Description = "Threads; results do not depend on it.",
        HelpName = "NUMBER",
    };

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("collect cup data/demos --kind demos -n 100", "a hundred scripted demonstrations"),
        new("collect cup data/play --kind play -n 3000 -j 2", "play for the world model; the same command continues it"),
        new("collect bag data/bag --kind play -n 3000", "the same of another task, with the scenes of configuration bag"),
        new("collect cup-safety data/safety -n 1000", "latents with the truth about failure, for train cup-safety"),
        new("collect demos E.safetensors --env hopper-v4 --policy runs/... -n 600", "600 transitions of a trained expert"),
        new("collect demos O.safetensors --env hopper-v4 --policy runs/... -n 25000 --tremble 0.05", "wider and worse, to start episodes from"),
    ];

    public Command Define(Session session)
    {
        _kind.AcceptOnlyFromAmong("scenes", "demos", "play");
        var collect = new Command("collect", "Record demonstrations, play or scenes of a task.");
        foreach (var task in ManipulationTasks.All) collect.Add(Define(session, task));
        collect.Add(new CollectSafetyCommand().Define(session));
        collect.Add(new CollectDemosCommand().Define(session));
        return collect;
    }

    private Command Define(Session session, ManipulationTask task)
    {
        var command = new Command(task.Name, $"Record episodes of the task {task.Name}.") { _folder, _kind, _count, _workers };
        var options = new CommonOptions(task.Name).AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, task, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, ManipulationTask task, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        if (config.Get<SceneOptions>().Name is var configured && configured != task.Name)
        {
            throw ForewarnException.Of($"collect {task.Name}", $"a configuration of task '{configured}'", $"one of task '{task.Name}'",
                $"Name it after --config, or collect {configured}.", ExitCode.Usage);
        }

        var standing = config.Get<TaskCollectionOptions>();
        var wanted = standing with
        {
            Task = config.Get<SceneOptions>(),
            Kind = line.GetValue(_kind) ?? standing.Kind,
            Count = line.GetValue(_count) ?? standing.Count,
            Workers = line.GetValue(_workers) ?? standing.Workers,
            Seed = options.Seed(line, standing.Seed),
        };
        string folder = line.GetValue(_folder)!.FullName;
        var collection = new TaskCollection(wanted, CommandText.Of(line));
        new WorkProgress(session.Terminal, session.Time).Run(wanted.Kind, report =>
        {
            collection.Run(folder, report, cancel);
            return true;
        });
        cancel.ThrowIfCancellationRequested();
        using var store = EpisodeStore.Open(folder);
        var outcomes = Enumerable.Range(0, store.Count).GroupBy(i => task.Mode(store.Info(i).Label))
            .OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count());
        session.Terminal.Line($"{store.Count} episodes in {folder} (sha256 {store.Sha256[..12]})");
        var counts = outcomes.Select(outcome => $"{outcome.Key} {outcome.Value}");
        if (wanted.Kind != "scenes") session.Terminal.Line(string.Join(", ", counts));
        JsonReport.Write(options.Json(line), new { Folder = folder, store.Count, store.Sha256, Outcomes = outcomes });
        return (int)ExitCode.Done;
    }
}
