using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Cli.Studies;
using Forewarn.Core;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Resets;
using Forewarn.Evaluation.Runs;

namespace Forewarn.Cli.Verbs;

/// <summary><c>eval resets</c>: how far reward differences of imagined and logged futures are from the simulator's.</summary>
internal sealed class ResetsCommand
{
    private readonly Argument<string> _task = new("task") { Description = "Task to play.", DefaultValueFactory = _ => "cup" };

    private readonly Option<int> _episodes = new("--episodes", "-n") { Description = "Scenes per seed.", DefaultValueFactory = _ => 200 };

    private readonly Option<string> _seeds = new("--seeds") { Description = "Seeds, comma-separated.", HelpName = "A,B,C", DefaultValueFactory = _ => "401" };

    private readonly Option<int> _prefix = new("--prefix")
    {
        Description = "Plan rows executed before the second decision.", HelpName = "ROWS", DefaultValueFactory = _ => new ResetStudyOptions().PrefixRows,
    };

    private readonly Option<int> _blend = new("--blend")
    {
        Description = "Rows over which the second decision's other plan is blended in; 0 jumps to it.", HelpName = "ROWS", DefaultValueFactory = _ => 0,
    };

    private readonly Option<int?> _workers = new("--workers", "-j") { Description = "Threads; results do not depend on it." };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Run folder; naming one that holds some scenes already goes on after them.", HelpName = "FOLDER",
    };

    public Command Define(Session session)
    {
        _task.AcceptOnlyFromAmong("cup");
        var command = new Command("resets", "Compare world-model and log-replay resets with the simulator's.")
        {
            _task, _episodes, _seeds, _prefix, _blend, _workers, _folder,
        };
        var options = new CommonOptions().AddConfig(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        var evaluation = config.Get<EvaluationOptions>();
        var study = new ResetStudyOptions
        {
            Seeds = SeedList.Parse("--seeds", line.GetValue(_seeds)!),
            Episodes = line.GetValue(_episodes),
            PrefixRows = line.GetValue(_prefix),
            BlendRows = line.GetValue(_blend),
            Workers = line.GetValue(_workers) ?? evaluation.Workers,
        };
        // One sentence for each outcome: more of them would ask the same pairs the same question again.
        var wishes = config.Wishes(session.Home.Wishes(evaluation.Wishes)).Where(w => w.HasOneMode()).DistinctBy(w => w.Accept[0])
            .Where(w => !w.Accept[0].Contains('-', StringComparison.Ordinal)).ToArray();
        string folder = line.GetValue(_folder) is { } named ? RunFolders.At(named) : RunFolders.Create("eval-resets", study.Seeds[0], session.Time);
        session.Terminal.Line($"Results go to {folder}");
        var results = new ResetRun(session, config, CommandText.Of(line)).Run(folder, study, wishes, cancel);
        foreach (var table in ResetTables.All(results)) session.Terminal.Line(PlainTable.Render(table));
        session.Terminal.Line($"The simulator did the same again in {results.Repeated} of {results.Repeats} plans; {results.Logged} plans in the log.");
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, results);
        return (int)ExitCode.Done;
    }
}
