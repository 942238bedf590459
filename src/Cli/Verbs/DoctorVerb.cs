using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Doctor;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Forewarn.Cli.Verbs;

/// <summary><c>doctor</c>: what works on this machine, and why not.</summary>
internal sealed class DoctorVerb : IVerb
{
    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("doctor", "look at everything"),
        new("doctor --json doctor.json", "the same for a program to read; exit code 3 if something needed is missing"),
    ];

    public Command Define(Session session)
    {
        var command = new Command("doctor", "Say what works on this machine and why the rest does not.");
        var options = new CommonOptions().AddConfig(command).AddJson(command);
        command.SetAction(line =>
        {
            using var host = ForewarnHost.Build(session, session.Configure(line, options));
            var results = host.Services.GetRequiredService<MachineDoctor>().Examine();
            Show(session.Terminal, results);
            JsonReport.Write(options.Json(line), new { Checks = results, Exit = (int)MachineDoctor.Verdict(results) });
            return (int)MachineDoctor.Verdict(results);
        });
        return command;
    }

    private static void Show(Terminal terminal, IReadOnlyList<CheckResult> results)
    {
        var table = new ResultTable("state", "what", "finding");
        foreach (var result in results)
        {
            table.Add(ColorOf(result.State), result.State.ToString().ToLowerInvariant(), result.Name, result.Finding);
        }

        table.Show(terminal);
        foreach (var result in results.Where(result => result.Fix is not null)) terminal.Line($"{result.Name}: {result.Fix}");
        terminal.Line(MachineDoctor.Verdict(results) == ExitCode.Done
            ? "Everything the main job needs is here."
            : "Something the main job needs is missing.");
    }

    private static Color ColorOf(CheckState state) => state switch
    {
        CheckState.Works => Color.Green,
        CheckState.Limited => Color.Yellow,
        _ => Color.Red,
    };
}
