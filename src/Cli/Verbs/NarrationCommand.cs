using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Cli.Studies;
using Forewarn.Core;
using Forewarn.Evaluation.Narrations;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;

namespace Forewarn.Cli.Verbs;

/// <summary><c>eval narration</c>: how right the narrations are, against the controls that have no latents.</summary>
internal sealed class NarrationCommand
{
    private readonly Option<int> _episodes = new("--episodes", "-n") { Description = "Held-out episodes.", DefaultValueFactory = _ => 400 };

    private readonly Option<int> _control = new("--control")
    {
        Description = "Episodes the action-only control learns from; 0 = cross-validation on the held-out ones.",
        DefaultValueFactory = _ => 1500,
    };

    private readonly Option<int> _workers = new("--workers", "-j")
    {
        Description = "Threads; results do not depend on it.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<FileInfo?> _report = new("--report") { Description = "Also copy the HTML report here.", HelpName = "FILE" };

    private readonly Option<string?> _ceiling = new("--ceiling")
    {
        Description = "JSON of a data gate: narrated outcomes also as a share of what physics allows.",
        HelpName = "FILE",
    };

    public Command Define(Session session)
    {
        var command = new Command("narration", "Narrate held-out play from imagined latents and compare with what happens.")
        {
            _episodes, _control, _workers, _report, _ceiling,
        };
        var options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        ulong seed = options.Seed(line, 501);
        string folder = RunFolders.Create("eval-narration", seed, session.Time);
        session.Terminal.Line($"Results go to {folder}");
        var ceiling = line.GetValue(_ceiling) is { } gate ? PhysicalCeiling.Load(gate) : null;
        var run = new NarrationRun(session, config, CommandText.Of(line), ceiling);
        var results = run.Run(folder, seed, line.GetValue(_episodes), line.GetValue(_control), line.GetValue(_workers), cancel);
        foreach (var table in NarrationTables.All(results)) session.Terminal.Line(PlainTable.Render(table));
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, results);
        string report = Path.Combine(folder, "report.html");
        NarrationReport.Of(results).Save(report);
        if (line.GetValue(_report) is { } copy) File.Copy(report, copy.FullName, overwrite: true);
        session.Terminal.Line($"Report: {report}");
        return (int)ExitCode.Done;
    }
}
