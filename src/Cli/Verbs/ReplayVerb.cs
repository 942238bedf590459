using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Consoles;
using Forewarn.Cli.Foxglove;
using Forewarn.Cli.Output;
using Forewarn.Cli.Replays;
using Forewarn.Core;
using Forewarn.Evaluation.Replay;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;
using Forewarn.Recording;
using Forewarn.RosBridge;
using Forewarn.Serving;
using Forewarn.Steering;

namespace Forewarn.Cli.Verbs;

/// <summary><c>replay</c>: recorded decisions made again, offline.</summary>
internal sealed class ReplayVerb : IVerb
{
    private readonly Argument<string> _bag = new("RECORDING") { Description = "A bag folder, an .mcap or a .db3 file; with --check-convention also a data set." };

    private readonly Option<DirectoryInfo?> _models = new("--models", "-m")
    {
        Description = "Folder of other model packages, by the same names; default: the configured ones.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _wish = new("--wish", "-w") { Description = "Ask this instead of what was asked then.", HelpName = "TEXT" };

    private readonly Option<string[]> _selectors = new("--selectors")
    {
        Description = "Ways of choosing to compare, separated by commas; default: all.",
        HelpName = "NAME,…",
        CustomParser = found => [.. found.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))],
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _node = new("--node") { Description = "Steering node, where the recording holds several.", HelpName = "NAME" };

    private readonly Option<int> _limit = new("--limit", "-n") { Description = "Most decisions to replay; 0 for all.", HelpName = "NUMBER" };

    private readonly Option<FileInfo?> _map = new("--map")
    {
        Description = "Topics of a recording that another program made (YAML); decides where it asks for something.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _verify = new("--verify")
    {
        Description = "Fail unless every comparable decision comes out bit-equal: modes, narrations, scores, choice.",
    };

    private readonly Option<bool> _convention = new("--check-convention")
    {
        Description = "Send the executed plans down the whole way to a perfect arm instead, and require them back within a millimeter.",
    };

    private readonly Option<FileInfo?> _report = new("--report") { Description = "Write an HTML report to this file.", HelpName = "FILE" };

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("replay runs/2026-11-25/101500-steer-s1/bag --report replay.html", "what would be decided again, and what else could have been"),
        new("replay rims --verify", "fail unless all recorded decisions come out bit-equal"),
        new("replay rims --foxglove --loop", "show the recording itself in Foxglove, at ws://127.0.0.1:8765"),
        new("replay rims --wish \"pick up the mug by its handle\" --models runs/new/models", "another wish, other models"),
        new("replay field_test.db3 --map topics.yaml --wish \"take the mug by its rim\"", "a recording of another program"),
        new("replay demos --check-convention", "do demonstrated actions reach the robot as they were recorded?"),
        new("replay rims --console", "look at the decisions, ask them other wishes, label their plans in a browser"),
    ];

    public Command Define(Session session)
    {
        var command = new Command("replay", """
            Make the decisions of a recording again, offline: agreement, what each selector would have done, narrations
            against what then happened, latency, calibration. Settings come from the recording unless --config is given.
            With --foxglove, nothing is decided: the recording, whoever made it, is played to Foxglove.
            """) { _bag, _models, _wish, _selectors, _node, _limit, _map, _verify, _convention, _report };
        var options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        var show = new BagShow(command);
        var console = new ConsoleSwitch(command);
        command.SetAction((line, cancel) => Task.Run(
            () => show.IsWanted(line)
                ? show.RunAsync(session, line, Shown(line, options), cancel)
                : RunAsync(session, line, options, console, cancel), cancel));
        return command;
    }

    private async Task<int> RunAsync(Session session, ParseResult line, CommonOptions options, ConsoleSwitch console, CancellationToken cancel)
    {
        string path = line.GetValue(_bag)!;
        if (line.GetValue(_convention)) return new ConventionCommand(session, session.Configure(line, options)).Run(
            path, line.GetValue(_node), Limit(line), options.Json(line), cancel);
        bool isVerified = line.GetValue(_verify);
        if (isVerified && (line.GetValue(_wish) is not null || line.GetValue(_map) is not null))
            throw ForewarnException.Of("--verify", "--wish or --map beside it", "none of them", "There is nothing recorded to be equal to.", ExitCode.Usage);

        using var bag = BagReader.Open(path);
        foreach (var damage in bag.Damages) session.Terminal.Error.WriteLine($"damaged: {damage}");
        if (console.Ring(line, session.Time) is { } ring)
        {
            await WatchAsync(session, line, options, console, bag, ring, cancel);
            return (int)ExitCode.Done;
        }
        var results = line.GetValue(_map) is { } map
            ? Foreign(session, line, options, bag, TopicMap.Load(map.FullName), cancel)
            : Own(session, line, options, bag, cancel);
        foreach (var table in ReplayTables.All(results)) session.Terminal.Line(PlainTable.Render(table));
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, results);
        if (line.GetValue(_report) is { } report)
        {
            ReplayReport.Of(results).Save(report.FullName);
            session.Terminal.Line($"Report: {report.FullName}");
        }
        return (int)(isVerified ? Verdict(session.Terminal, results) : ExitCode.Done);
    }

    /// <summary>The bag to show; what is asked for beside that would be silently left undone.</summary>
    private string Shown(ParseResult line, CommonOptions options)
    {
        string[] others =
        [
            .. line.GetValue(_verify) ? (string[])["--verify"] : [], .. line.GetValue(_convention) ? (string[])["--check-convention"] : [],
            .. line.GetValue(_wish) is not null ? (string[])["--wish"] : [], .. line.GetValue(_report) is not null ? (string[])["--report"] : [],
            .. options.Json(line) is not null ? (string[])["--json"] : [],
        ];
        return others.Length == 0 ? line.GetValue(_bag)! : throw ForewarnException.Of(
            "--foxglove", $"{string.Join(", ", others)} beside it", "one of them", "Showing a recording decides nothing.", ExitCode.Usage);
    }

    /// <summary>Shows the decisions in a browser, until it is stopped.</summary>
    private async Task WatchAsync(
        Session session, ParseResult line, CommonOptions options, ConsoleSwitch console, BagReader bag, DecisionRing ring, CancellationToken cancel)
    {
        var (reader, recorded, config) = Recorded(session, line, options, bag);
        using var watch = new ReplayConsole(
            session, config, () => new ReplayRun(session, config, options.Seed(line, recorded?.Seed ?? 1), line.GetValue(_selectors)!), ring,
            reader.Decisions().Take(Limit(line)), line.GetValue(_bag)!);
        await using var page = await console.StartAsync(session, line, config, watch, watch, cancel);
        await ConsoleSwitch.UntilAsync(cancel);
    }

    private (DecisionReader Reader, RecordedSession? Session, ResolvedConfig Config) Recorded(
        Session session, ParseResult line, CommonOptions options, BagReader bag)
    {
        var reader = new DecisionReader(bag, line.GetValue(_node));
        var recorded = reader.Session();
        session.Terminal.Line($"{bag.MessageCount} messages, {reader.Count} decisions, recorded by {recorded?.Version ?? "an unknown version"}");
        var config = recorded is { Config.Length: > 0 } && !options.NamesConfig(line)
            ? new ConfigLoader(session.Home.Configs, session.Schema).LoadRecorded(recorded.Config, options.Settings(line))
            : session.Configure(line, options);
        return (reader, recorded, WithModels(config, line));
    }

    private ReplayResults Own(Session session, ParseResult line, CommonOptions options, BagReader bag, CancellationToken cancel)
    {
        var (reader, recorded, config) = Recorded(session, line, options, bag);
        using var run = new ReplayRun(session, config, options.Seed(line, recorded?.Seed ?? 1), line.GetValue(_selectors)!);
        return run.Run(reader.Decisions().Take(Limit(line)), (int)Math.Min(reader.Count, Limit(line)), line.GetValue(_wish), CommandText.Of(line), cancel);
    }

    private ReplayResults Foreign(Session session, ParseResult line, CommonOptions options, BagReader bag, TopicMap map, CancellationToken cancel)
    {
        var config = WithModels(session.Configure(line, options), line);
        using var run = new ReplayRun(session, config, options.Seed(line, 1), line.GetValue(_selectors)!);
        var models = run.Models;
        var recording = new MappedRecording(
            map, [.. models.Proposer.Cameras.Select(c => new CameraFormat(c.Camera, c.Height, c.Width))], models.PolicyManifest.State,
            models.Proposer.Spec, RobotDescription.Load(session.Home.Robot("cup_arm")), new SteeringNodeOptions { Steering = config.Get<SteeringOptions>() },
            new SeedStreams(options.Seed(line, 1)), line.GetValue(_wish));
        var results = run.Run(recording.Decisions(bag).Take(Limit(line)), 0, null, CommandText.Of(line), cancel);
        if (results.Rows.Count > 0) return results;
        throw ForewarnException.Of("recording", recording.Blind > 0 ? $"sensors that cannot be used ({recording.Fault})" : "no wish",
            "usable joint states and pictures, and a wish", recording.Blind > 0 ? "Correct the topic map." : "Give --wish, or map its topic.", ExitCode.Usage);
    }

    private ResolvedConfig WithModels(ResolvedConfig config, ParseResult line)
    {
        if (line.GetValue(_models) is not { } folder) return config;
        var names = config.Get<ModelNames>();
        return config.With(names with
        {
            Policy = In(names.Policy), World = In(names.World), Verifier = In(names.Verifier), Outcome = In(names.Outcome), Success = In(names.Success),
        });

        string In(string name)
        {
            string other = Path.Combine(folder.FullName, Path.GetFileName(name));
            return name.Length > 0 && Directory.Exists(other) ? other : name;
        }
    }

    private int Limit(ParseResult line) => line.GetValue(_limit) is > 0 and var set ? set : int.MaxValue;

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
