using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Consoles;
using Forewarn.Cli.Output;
using Forewarn.Cli.Replays;
using Forewarn.Core;
using Forewarn.Evaluation.Replay;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;
using Forewarn.Recording;

namespace Forewarn.Cli.Verbs;

/// <summary><c>replay</c>: recorded decisions made again, offline.</summary>
internal sealed class ReplayVerb : IVerb
{
    private readonly Argument<string> _bag = new("BAG") { Description = "A recording: a bag folder, an .mcap or a .db3 file." };

    private readonly Option<DirectoryInfo?> _models = new("--models", "-m")
    {
        Description = "Folder of other model packages, by the same names; default: the configured ones.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _wish = new("--wish", "-w") { Description = "Ask this instead of what was asked then.", HelpName = "TEXT" };

    private readonly Option<string[]> _selectors = new("--selectors")
    {
        Description = "Ways of choosing to compare; default: all.",
        HelpName = "NAME,…",
        CustomParser = found => [.. found.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))],
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _node = new("--node") { Description = "Steering node, where the recording holds several.", HelpName = "NAME" };

    private readonly Option<int> _limit = new("--limit", "-n") { Description = "Most decisions to replay; 0 for all.", HelpName = "NUMBER" };

    private readonly Option<bool> _verify = new("--verify")
    {
        Description = "Fail unless every comparable decision comes out bit-equal: modes, narrations, scores, choice.",
    };

    private readonly Option<FileInfo?> _report = new("--report") { Description = "Write an HTML report to this file.", HelpName = "FILE" };

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("replay runs/2026-11-25/101500-steer-s1/bag --report replay.html", "what would be decided again, and what else could have been"),
        new("replay rims --verify", "fail unless 200 recorded decisions come out bit-equal"),
        new("replay rims --wish \"pick up the mug by its handle\" --models runs/new/models", "another wish, other models"),
        new("replay rims --console", "look at the decisions, ask them other wishes, label their plans in a browser"),
    ];

    public Command Define(Session session)
    {
        var command = new Command("replay", """
            Make the decisions of a recording again, offline: agreement, what each selector would have done, narrations
            against what then happened, latency, calibration. Settings come from the recording unless --config is given.
            """) { _bag, _models, _wish, _selectors, _node, _limit, _verify, _report };
        var options = new CommonOptions().AddConfig(command).AddJson(command);
        var console = new ConsoleSwitch(command);
        command.SetAction((line, cancel) => Task.Run(() => RunAsync(session, line, options, console, cancel), cancel));
        return command;
    }

    private async Task<int> RunAsync(Session session, ParseResult line, CommonOptions options, ConsoleSwitch console, CancellationToken cancel)
    {
        bool isVerified = line.GetValue(_verify);
        if (isVerified && line.GetValue(_wish) is not null)
            throw ForewarnException.Of("--verify", "--wish beside it", "one of them", "Another wish is another decision.", ExitCode.Usage);
        using var bag = BagReader.Open(line.GetValue(_bag)!);
        var reader = new DecisionReader(bag, line.GetValue(_node));
        var recorded = reader.Session();
        var config = Configure(session, line, options, recorded);
        int limit = line.GetValue(_limit) is > 0 and var set ? set : int.MaxValue;
        session.Terminal.Line($"{bag.MessageCount} messages, {reader.Count} decisions, recorded by {recorded?.Version ?? "an unknown version"}");
        foreach (var damage in bag.Damages) session.Terminal.Error.WriteLine($"damaged: {damage}");
        var run = new ReplayRun(session, config, recorded?.Seed ?? 1, CommandText.Of(line));
        if (console.Ring(line, session.Time) is { } ring)
        {
            using var watch = new ReplayConsole(session, config, run, ring, reader.Decisions().Take(limit), line.GetValue(_bag)!);
            await using var page = await console.StartAsync(session, line, config, watch, watch, cancel);
            await ConsoleSwitch.UntilAsync(cancel);
            return (int)ExitCode.Done;
        }
        var results = run.Run(
            reader.Decisions().Take(limit), (int)Math.Min(reader.Count, limit), line.GetValue(_wish), line.GetValue(_selectors)!, cancel);
        foreach (var table in ReplayTables.All(results)) session.Terminal.Line(PlainTable.Render(table));
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, results);
        if (line.GetValue(_report) is { } report)
        {
            ReplayReport.Of(results).Save(report.FullName);
            session.Terminal.Line($"Report: {report.FullName}");
        }
        return (int)(isVerified ? Verdict(session.Terminal, results) : ExitCode.Done);
    }

    private ResolvedConfig Configure(Session session, ParseResult line, CommonOptions options, RecordedSession? recorded)
    {
        var config = recorded is { Config.Length: > 0 } && !options.NamesConfig(line)
            ? new ConfigLoader(session.Home.Configs, session.Schema).LoadRecorded(recorded.Config, options.Settings(line))
            : session.Configure(line, options);
        if (line.GetValue(_models) is not { } folder) return config;
        var names = config.Get<ModelNames>();
        return config.With(names with
        {
            Policy = In(names.Policy), World = In(names.World), Verifier = In(names.Verifier), Outcome = In(names.Outcome), Success = In(names.Success),
        });

        string In(string name) => name.Length > 0 && Directory.Exists(Path.Combine(folder.FullName, Path.GetFileName(name)))
            ? Path.Combine(folder.FullName, Path.GetFileName(name))
            : name;
    }

    private static ExitCode Verdict(Terminal terminal, ReplayResults results)
    {
        foreach (var row in results.Rows.Where(row => row.IsComplete && row.Differences.Count > 0).Take(5))
            terminal.Error.WriteLine($"decision {row.Index} differs: {string.Join("; ", row.Differences)}");
        bool isEqual = results.Comparable > 0 && results.Equal == results.Comparable && results.Blind == 0;
        terminal.Line(isEqual
            ? $"verified: {results.Equal} of {results.Comparable} decisions are bit-equal"
            : $"not verified: {results.Equal} of {results.Comparable} decisions are bit-equal, {results.Blind} cannot be made again");
        return isEqual ? ExitCode.Done : ExitCode.Failed;
    }
}
