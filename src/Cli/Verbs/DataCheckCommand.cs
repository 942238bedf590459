using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Recording.LeRobot.Checking;

namespace Forewarn.Cli.Verbs;

/// <summary><c>data check</c>: every fault of a LeRobot data set, one a line.</summary>
internal sealed class DataCheckCommand
{
    private readonly Argument<string> _folder = new("folder") { Description = "A LeRobot v3.0 data set." };

    private readonly Option<double> _tolerance = new("--tolerance")
    {
        Description = "How far a timestamp may be from frame / fps, s.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 1e-4,
    };

    public Command Define(Session session)
    {
        var command = new Command("check", "Look for faults: descriptions, counts, indexes, timestamps, numbers, pictures.") { _folder, _tolerance };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        string folder = line.GetValue(_folder)!;
        double tolerance = line.GetValue(_tolerance);
        if (!(tolerance >= 0)) throw ForewarnException.Of("--tolerance", $"{tolerance}", "seconds from 0 on", "For example --tolerance 0.001.", ExitCode.Usage);
        var report = new WorkProgress(session.Terminal, session.Time).Run(
            "checking", progress => new LeRobotCheck(folder, tolerance).Run(progress, cancel));
        // A fault may hold anything that was in the file: it is text, never markup.
        foreach (var fault in report.Faults) session.Terminal.Out.WriteLine(fault.ToString());
        foreach (string feature in report.NotChecked) session.Terminal.Line($"Not checked: {feature} (its values cannot be read here).");
        string outcome = report.Faults.Count switch { 0 => "no faults", 1 => "1 fault", var n => $"{n} faults" };
        session.Terminal.Line($"{folder}: {report.Episodes} episodes, {report.Frames} frames: {outcome}.");
        JsonReport.Write(options.Json(line), report);
        return (int)(report.IsSound ? ExitCode.Done : ExitCode.Failed);
    }
}
