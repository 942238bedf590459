using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Cli.Studies;
using Forewarn.Core;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;

namespace Forewarn.Cli.Verbs;

/// <summary><c>eval policies</c>: policies side by side without steering, for example before and after tuning.</summary>
internal sealed class PoliciesCommand
{
    private readonly Option<string[]> _policies = new("--policy")
    {
        Description = "Package, by name or folder; repeat it. The first is what the others are compared with.",
        HelpName = "PACKAGE",
        Required = true,
    };

    private readonly Option<string[]> _accept = new("--accept")
    {
        Description = "Outcome that fulfills the wish, for example handle or rim-left; repeat for several.",
        HelpName = "OUTCOME",
        Required = true,
    };

    private readonly Option<int> _episodes = new("--episodes", "-n") { Description = "Scenes per seed.", DefaultValueFactory = _ => 200 };

    private readonly Option<string> _seeds = new("--seeds")
    {
        Description = "Evaluation seeds, comma-separated.",
        HelpName = "A,B,C",
        DefaultValueFactory = _ => "101,102,103",
    };

    private readonly Option<int> _draws = new("--draws") { Description = "Plans per scene and policy.", DefaultValueFactory = _ => 1 };

    private readonly Option<int> _workers = new("--workers", "-j")
    {
        Description = "Threads; results do not depend on it.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Run folder; naming one that holds some scenes already goes on after them.",
        HelpName = "FOLDER",
    };

    public Command Define(Session session)
    {
        var command = new Command("policies", "Compare policies without steering: same scenes, same noise.")
        {
            _policies, _accept, _episodes, _seeds, _draws, _workers, _folder,
        };
        var options = new CommonOptions().AddConfig(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        string[] accept = line.GetValue(_accept)!;
        WishList.RequireOutcomes("--accept", accept, config.Language());
        ulong[] seeds = SeedList.Parse("--seeds", line.GetValue(_seeds)!);
        string folder = line.GetValue(_folder) is { } named ? RunFolders.At(named) : RunFolders.Create("eval-policies", seeds[0], session.Time);
        session.Terminal.Line($"Results go to {folder}");
        var run = new PolicyRun(session, config, CommandText.Of(line));
        var results = run.Run(folder, line.GetValue(_policies)!, accept, new()
        {
            Seeds = seeds, Episodes = line.GetValue(_episodes), Draws = line.GetValue(_draws), Workers = line.GetValue(_workers),
        }, cancel);
        session.Terminal.Line(PlainTable.Render(PolicyReport.Table(results)));
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, results);
        return (int)ExitCode.Done;
    }
}
