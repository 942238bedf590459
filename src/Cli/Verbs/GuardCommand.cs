using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Cli.Studies;
using Forewarn.Core;
using Forewarn.Evaluation.Guarding;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;

namespace Forewarn.Cli.Verbs;

/// <summary><c>eval guard</c>: which doomed plans each guard lets be dispatched, and what that costs in success.</summary>
internal sealed class GuardCommand
{
    private readonly Option<int> _episodes = new("--episodes", "-n")
    {
        Description = "Scenes per seed.", DefaultValueFactory = _ => new GuardStudyOptions().Episodes,
    };

    private readonly Option<string> _seeds = new("--seeds")
    {
        Description = "Seeds, comma-separated.", HelpName = "A,B,C", DefaultValueFactory = _ => "501",
    };

    private readonly Option<int> _hazards = new("--hazards")
    {
        Description = "Dangerous plans added to each scene's modes.", DefaultValueFactory = _ => new GuardStudyOptions().Hazards,
    };

    private readonly Option<string?> _wishes = new("--wishes")
    {
        Description = "YAML list of {text, accept, reject, group}: bring sentences of your own.", HelpName = "FILE",
    };

    private readonly Option<bool> _playOnly = new("--play-only")
    {
        Description = "Play the plans, which takes long and needs no safety heads; the same --folder adds the guards later.",
    };

    private readonly Option<int?> _workers = new("--workers", "-j") { Description = "Threads; results do not depend on it, times do." };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Run folder; naming one that holds some scenes already goes on after them.", HelpName = "FOLDER",
    };

    public Command Define(Session session)
    {
        var command = new Command("guard", "Compare guards on plans of which some leave no way out: limits, failure set, reachable tube.")
        {
            _episodes, _seeds, _hazards, _wishes, _playOnly, _workers, _folder,
        };
        var options = new CommonOptions().AddConfig(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        var evaluation = config.Get<EvaluationOptions>();
        var study = new GuardStudyOptions
        {
            Seeds = SeedList.Parse("--seeds", line.GetValue(_seeds)!),
            Episodes = line.GetValue(_episodes),
            Hazards = line.GetValue(_hazards),
            Workers = line.GetValue(_workers) ?? evaluation.Workers,
        };
        // One sentence for each outcome: more of them would ask the same plans the same question again.
        var wishes = config.Wishes(session.Home.Wishes(line.GetValue(_wishes) ?? evaluation.Wishes)).Where(w => w.HasOneMode())
            .DistinctBy(w => w.Accept[0]).ToArray();
        string folder = line.GetValue(_folder) is { } named
            ? RunFolders.At(named)
            : RunFolders.Create("eval-guard", study.Seeds[0], session.Time);
        session.Terminal.Line($"Results go to {folder}");
        var run = new GuardRun(session, config, CommandText.Of(line));
        if (line.GetValue(_playOnly))
        {
            session.Terminal.Line($"{run.Play(folder, study, cancel)} scenes are played.");
            return (int)ExitCode.Done;
        }

        var results = run.Run(folder, study, wishes, cancel);
        foreach (var table in GuardTables.All(results)) session.Terminal.Line(PlainTable.Render(table));
        session.Terminal.Line(
            $"Doomed plans dispatched at most 1 %: {Answer(results.MeetsDoomedBar)}. Success not lower: {Answer(results.SuccessNotLower)}.");
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, results);
        return (int)ExitCode.Done;
    }

    private static string Answer(bool holds) => holds ? "yes" : "no";
}
