using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Curves;
using Forewarn.Evaluation.Reports;

namespace Forewarn.Cli.Verbs;

/// <summary><c>plot</c>: learning curves of training runs, with what they are worth as evidence.</summary>
internal sealed class PlotVerb : IVerb
{
    private readonly Argument<string[]> _runs = new("run")
    {
        Description = "Run folders, or folders that hold runs at any depth.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _metric = new("--metric", "-y")
    {
        Description = "Figure of metrics.jsonl to draw.",
        DefaultValueFactory = _ => "eval/return",
        HelpName = "NAME",
    };

    private readonly Option<string?> _group = new("--group", "-g")
    {
        Description = "What makes runs a group: name, folder, run, or settings of config.yaml, comma-separated "
            + "(default: name and whatever differs but the seed).",
        HelpName = "BY",
    };

    private readonly Option<string?> _task = new("--task")
    {
        Description = "What makes runs of one task, named as in --group; bootstraps stay within tasks.",
        HelpName = "BY",
    };

    private readonly Option<bool> _lower = new("--lower") { Description = "Smaller figures are better, as of a loss." };

    private readonly Option<string[]> _compare = new("--compare")
    {
        Description = "Claim that the first group is better than the second, and judge it by pairs of equal seeds.",
        AllowMultipleArgumentsPerToken = true,
        Arity = new ArgumentArity(2, 2),
        HelpName = "A B",
    };

    private readonly Option<double> _margin = new("--margin")
    {
        Description = "By how much better --compare claims (default: 0).",
        HelpName = "NUMBER",
    };

    private readonly Option<FileInfo?> _out = new("--out", "-o")
    {
        Description = "Picture (.png) or page (.html) to write.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _title = new("--title")
    {
        Description = "Heading of the picture (default: the metric).",
        HelpName = "TEXT",
    };

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("plot runs/2026-01-31 --out curves.png", "every run of a day: curves, final figures, probability of improvement"),
        new("plot runs/sweep --group sac.hidden --out curves.html", "one curve for every value of a setting"),
        new("plot runs/a runs/b --metric eval/success -g folder", "one curve for every folder that was named"),
        new("plot runs/sweep --compare hopper-guitar hopper-bc", "is the claim supported, not supported or inconclusive?"),
        new("plot runs/... --metric loss --lower", "a loss, where less is better"),
    ];

    public Command Define(Session session)
    {
        var command = new Command("plot", "Draw learning curves: interquartile mean over seeds with stratified bootstrap bands.")
        {
            _runs, _metric, _group, _task, _lower, _compare, _margin, _out, _title,
        };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options)
    {
        RequirePicture(line.GetValue(_out));
        string metric = line.GetValue(_metric)!;
        var runs = LearningRun.Find(line.GetValue(_runs)!);
        var groups = Grouped(runs, line.GetValue(_group));
        var remarks = new List<string>();
        var curves = GroupCurves.Of(groups, metric, TaskOf(runs, line.GetValue(_task)), remarks.Add);
        if (curves.Count == 0) throw Missing(metric, runs);
        bool highest = !line.GetValue(_lower);
        // The same runs give the same intervals, whoever asks.
        var seed = new SeedStreams(0).Stream("plot");
        var report = CurveReport.Of(metric, curves, seed, highest);
        var claims = line.GetValue(_compare) is [{ } better, { } worse]
            ? [LearningReport.Of(metric, Named(curves, better), Named(curves, worse), seed.Child("claim"), line.GetValue(_margin), highest)]
            : Array.Empty<LearningReport>();
        foreach (string remark in remarks) session.Terminal.Line($"note: {remark}");
        session.Terminal.Out.Write(PlainTable.Render(CurveTables.Groups(report)));
        if (report.Improvements.Count > 0) session.Terminal.Out.Write("\n" + PlainTable.Render(CurveTables.Improvements(report)));
        foreach (var claim in claims) session.Terminal.Out.WriteLine("\n" + claim.Line());
        if (line.GetValue(_out) is { } file)
            Draw(session.Terminal, file.FullName, line.GetValue(_title) ?? metric, report, claims, remarks);
        JsonReport.Write(options.Json(line), new { Command = CommandText.Of(line), Report = report, Claims = claims, Remarks = remarks });
        return (int)ExitCode.Done;
    }

    private static void Draw(
        Terminal terminal, string path, string title, CurveReport report, IReadOnlyList<LearningReport> claims,
        IReadOnlyList<string> remarks)
    {
        byte[] picture = CurvePlot.Png(title, report.Metric, [.. report.Groups.Select(g => (g.Label, g.Band))]);
        if (IsPage(path)) CurvePage.Build(title, report, picture, claims, remarks).Save(path);
        else AtomicFile.Write(path, file => file.Write(picture));
        terminal.Line($"wrote {path}");
    }

    private static IReadOnlyList<RunGroup> Grouped(IReadOnlyList<LearningRun> runs, string? by) =>
        by is null
            ? RunGroups.Of(runs)
            : RunGroups.By(runs, by.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static Func<LearningRun, string>? TaskOf(IReadOnlyList<LearningRun> runs, string? by)
    {
        if (by is null) return null;
        var tasks = Grouped(runs, by).SelectMany(g => g.Runs.Select(r => (r.Folder, g.Label))).ToDictionary(p => p.Folder, p => p.Label);
        return run => tasks[run.Folder];
    }

    private static GroupCurves Named(IReadOnlyList<GroupCurves> groups, string label) =>
        groups.FirstOrDefault(g => g.Label == label) ?? throw ForewarnException.Of(
            "--compare", $"'{label}'", "the label of a group", NearestName.Advice(label, [.. groups.Select(g => g.Label)]), ExitCode.Usage);

    private static ForewarnException Missing(string metric, IReadOnlyList<LearningRun> runs)
    {
        string[] known = [.. runs.SelectMany(r => r.Metrics.Names).Distinct()];
        string found = known.Length == 0 ? "no figures at all" : "none of that name";
        return ForewarnException.Of($"figure '{metric}'", $"{found} in {runs.Count} runs", "a figure that at least one run logged",
            NearestName.Advice(metric, known), ExitCode.Usage);
    }

    private static void RequirePicture(FileInfo? file)
    {
        if (file is null || IsPage(file.Name) || file.Extension.Equals(".png", StringComparison.OrdinalIgnoreCase)) return;
        throw ForewarnException.Of("--out", $"'{file.Name}'", "a name that ends in .png or .html", "Rename it.", ExitCode.Usage);
    }

    private static bool IsPage(string path) => Path.GetExtension(path).ToLowerInvariant() is ".html" or ".htm";
}
