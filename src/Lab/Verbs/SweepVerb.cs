using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Lab.Rollouts;
using Forewarn.Lab.Sweeps;

namespace Forewarn.Lab.Verbs;

/// <summary><c>sweep</c>: one training command over a grid of values and seeds.</summary>
internal sealed class SweepVerb : IVerb
{
    private static readonly ConfigSchema Schema = new([ConfigSection.Of<SweepOptions>("sweep")], []);

    private readonly Argument<string[]> _words = new("words")
    {
        Description = "A file with a section sweep, or after two dashes the training command, or both.",
        Arity = ArgumentArity.OneOrMore,
        HelpName = "[FILE.yaml] -- train ...",
    };

    private readonly Option<string?> _seeds = new("--seeds")
    {
        Description = "Numbers and ranges (default: 1..5).",
        HelpName = "1..5,9",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Values to try: of a setting (section.key), an option of the command, or a word in braces. Repeat for a grid.",
        HelpName = "KEY=A,B,C",
    };

    private readonly Option<int?> _workers = new("--workers", "-j")
    {
        Description = "Trainings at a time, one core each (default: 1).",
        HelpName = "NUMBER",
    };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Where the sweep goes (default: a new run folder); the same folder goes on: finished trainings are kept, "
            + "others resumed.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _metric = new("--metric", "-y")
    {
        Description = "Figure of the summary (default: eval/return).",
        HelpName = "NAME",
    };

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("sweep --seeds 1..5 --folder runs/hopper -- train sac --env hopper-v4", "five seeds; run it again to go on"),
        new("sweep -j 2 --set sac.alpha=0.05,0.1,0.2 -- train sac --env hopper-v4", "three values with five seeds each, two at a time"),
        new("sweep --set method=bc,guitar -- train {method} --env hopper-v4", "several methods"),
        new("sweep grid.yaml --workers 2", "the same from a file"),
    ];

    public Command Define(Session session)
    {
        var command = new Command("sweep", "Train over seeds and grids of settings, with a summary; resumable.")
        {
            _words, _seeds, _set, _workers, _folder, _metric,
        };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => RunAsync(session, line, options, cancel));
        return command;
    }

    private async Task<int> RunAsync(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var sweep = Resolve(session, line);
        var seeds = SweepWords.Seeds(sweep.Seeds);
        var plan = new SweepPlan(SweepWords.Command(sweep.Command), seeds, [.. sweep.Set.Select(s => (s.Key, s.Value))]);
        if (sweep.Workers < 1)
            throw ForewarnException.Of("--workers", $"{sweep.Workers}", "one or more", "Name a number of processes.", ExitCode.Usage);
        foreach (var point in plan.Points) SweepCheck.Require(session, point);
        string folder = line.GetValue(_folder) is { } named ? RunFolders.At(named) : RunFolders.Create("sweep", seeds[0], session.Time);
        var run = new SweepRun(plan, folder, sweep.Workers, words => OwnProgram.Start(words));
        session.Terminal.Line($"sweep folder: {folder}");
        var manifest = await run.RunAsync(new SweepProgress(session.Terminal, session.Time), cancel).ConfigureAwait(false);
        Report(session.Terminal, manifest, folder, sweep.Metric, options.Json(line));
        bool failed = cancel.IsCancellationRequested || manifest.Points.Any(p => p.State == PointState.Failed);
        return (int)(failed ? ExitCode.Failed : ExitCode.Done);
    }

    private SweepOptions Resolve(Session session, ParseResult line)
    {
        string[] words = line.GetValue(_words)!;
        bool hasFile = words[0].EndsWith(".yaml", StringComparison.Ordinal) || words[0].EndsWith(".yml", StringComparison.Ordinal);
        if (hasFile && !File.Exists(words[0]))
            throw ForewarnException.Of("sweep file", $"no '{words[0]}'", "a file that exists", "Check its path.", ExitCode.Usage);
        var sweep = hasFile
            ? new ConfigLoader(session.Home.Configs, Schema).Load([words[0]], []).Get<SweepOptions>()
            : new SweepOptions();
        string[] command = hasFile ? words[1..] : words;
        var axes = new Dictionary<string, IReadOnlyList<string>>(sweep.Set);
        foreach (string axis in line.GetValue(_set) ?? [])
        {
            var (key, values) = SweepWords.Axis(axis);
            axes[key] = values;
        }
        return sweep with
        {
            Command = command.Length == 0 ? sweep.Command : string.Join(' ', command.Select(w => w.Any(char.IsWhiteSpace) ? $"\"{w}\"" : w)),
            Seeds = line.GetValue(_seeds) ?? sweep.Seeds,
            Set = axes,
            Workers = line.GetValue(_workers) ?? sweep.Workers,
            Metric = line.GetValue(_metric) ?? sweep.Metric,
        };
    }

    private static void Report(Terminal terminal, SweepManifest manifest, string folder, string metric, FileInfo? json)
    {
        var remarks = new List<string>();
        var report = SweepSummary.Of(manifest, folder, metric, remarks.Add);
        if (report is not null) terminal.Out.Write(SweepSummary.Write(report, folder));
        foreach (string remark in remarks) terminal.Line($"note: {remark}");
        JsonReport.Write(json, new { Folder = folder, manifest.Command, manifest.Points, Summary = report, Remarks = remarks });
        var counts = manifest.Points.GroupBy(p => p.State).OrderByDescending(g => g.Key)
            .Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}");
        terminal.Line($"sweep: {string.Join(", ", counts)}");
        foreach (var point in manifest.Points.Where(p => p.State == PointState.Failed))
        {
            string log = Path.Combine(folder, "points", point.Folder, "log.txt");
            terminal.Fault($"failed: {point.Label}, seed {point.Seed}: {point.Message} (log: {log})");
        }
        if (manifest.Points.Any(p => p.State != PointState.Finished)) terminal.Line($"go on with --folder {folder}");
    }
}
