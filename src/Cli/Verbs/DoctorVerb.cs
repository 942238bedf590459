using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Doctor;
using Forewarn.Cli.Output;
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
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("state", "name", "finding");
        foreach (var result in results)
        {
            string advice = result.Fix is null ? "" : $"\n-> {result.Fix}";
            table.AddRow(State(result.State), Markup.Escape(result.Name), Markup.Escape(result.Finding + advice));
        }

        terminal.Console.Write(table);
        terminal.Line(MachineDoctor.Verdict(results) == Core.ExitCode.Done
            ? "Everything the main job needs is here."
            : "Something the main job needs is missing.");
    }

    private static string State(CheckState state) => state switch
    {
        CheckState.Works => "[green]ok[/]",
        CheckState.Limited => "[yellow]limited[/]",
        _ => "[red]missing[/]",
    };
}
