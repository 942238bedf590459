using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Cli.Studies;
using Forewarn.Core;
using Forewarn.Evaluation.Phases;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;

namespace Forewarn.Cli.Verbs;

/// <summary><c>eval phases</c>: whole episodes of a task that is steered once per phase, against the base policies.</summary>
internal sealed class PhasesCommand
{
    private readonly Option<int?> _episodes = new("--episodes", "-n") { Description = "Scenes per seed (default: the configuration's)." };

    private readonly Option<string?> _seeds = new("--seeds") { Description = "Evaluation seeds, comma-separated.", HelpName = "A,B,C" };

    private readonly Option<int?> _workers = new("--workers", "-j") { Description = "Threads; results do not depend on it." };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Run folder; naming one that holds some scenes already goes on after them.",
        HelpName = "FOLDER",
    };

    public Command Define(Session session)
    {
        var command = new Command("phases", """
            Play whole episodes of a task of several phases: each phase steered by a wish of its own, against the base policies.
            A phase begins where the one before ended, if that did what it should by any mode.
            """) { _episodes, _seeds, _workers, _folder };
        var options = new CommonOptions("fork").AddConfig(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var phases = session.ConfigurePhases(line, options);
        var evaluation = phases[0].Get<EvaluationOptions>();
        ulong[] seeds = line.GetValue(_seeds) is { } given ? SeedList.Parse("--seeds", given) : [.. evaluation.Seeds];
        string folder = line.GetValue(_folder) is { } named ? RunFolders.At(named) : RunFolders.Create("eval-phases", seeds[0], session.Time);
        session.Terminal.Line($"Results go to {folder}");
        var results = new PhaseRun(session, phases, CommandText.Of(line)).Run(folder, new()
        {
            Seeds = seeds, Episodes = line.GetValue(_episodes) ?? evaluation.Episodes, Workers = line.GetValue(_workers) ?? evaluation.Workers,
        }, cancel);
        foreach (var group in results.Groups) session.Terminal.Line(PlainTable.Render(PhaseTables.Group(results, group)));
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, results);
        return (int)ExitCode.Done;
    }
}
