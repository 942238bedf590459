using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Gate;
using Forewarn.Simulation.Tasks.Arm;
using Spectre.Console;

namespace Forewarn.Cli.Verbs;

/// <summary><c>data gate</c>: whether a task's data can teach anything, before anything is trained on it.</summary>
internal sealed class DataGateCommand
{
    private readonly Option<int> _episodes = new("--episodes", "-n")
    {
        Description = "Episodes to play, each twice.",
        DefaultValueFactory = _ => 1000,
    };

    private readonly Option<int> _workers = new("--workers", "-j")
    {
        Description = "Threads; results do not depend on it.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<double> _displacement = new("--displacement")
    {
        Description = "How far the object is moved for the second play, m.",
        DefaultValueFactory = _ => 0.002,
    };

    public Command Define(Session session)
    {
        var gate = new Command("gate", "Ask whether outcomes follow from physics, not from the seed or the actions alone.")
        {
            _episodes, _workers, _displacement,
        };
        var options = new CommonOptions().AddConfig(gate).AddSeed(gate).AddJson(gate);
        gate.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return gate;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        ulong seed = options.Seed(line, 1);
        var play = new TaskGatePlay(new TaskCollectionOptions
        {
            Task = config.Get<SceneOptions>(),
            Count = line.GetValue(_episodes),
            Workers = line.GetValue(_workers),
            Seed = seed,
        }, line.GetValue(_displacement));
        var episodes = new WorkProgress(session.Terminal, session.Time).Run("playing", report => play.Run(report, cancel));
        session.Terminal.Line("asking ...");
        var found = TaskGate.Run(config.Task(), episodes, config.Get<GateOptions>(), new SeedStreams(seed).Stream("gate"));
        Show(session.Terminal, found);
        JsonReport.Write(options.Json(line), found);
        return (int)(found.Passed ? ExitCode.Done : ExitCode.Failed);
    }

    private static void Show(Terminal terminal, DataGateReport report)
    {
        var table = new ResultTable("answer", "question", "found", "wanted");
        foreach (var check in report.Checks)
        {
            table.Add(check.Passed ? Color.Green : Color.Red, check.Passed ? "holds" : "fails", check.Name, check.Found, check.Wanted);
        }

        table.Show(terminal);
        var counts = report.Outcomes.Select(outcome => $"{outcome.Key} {outcome.Value}");
        terminal.Line($"{report.Episodes} episodes: {string.Join(", ", counts)}");
        terminal.Line(report.Passed ? "The data can teach what is asked of it." : "Do not train on this data yet.");
    }
}
