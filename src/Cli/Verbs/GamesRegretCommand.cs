using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Coordination;
using Forewarn.Evaluation.Reports;
using Forewarn.Games;

namespace Forewarn.Cli.Verbs;

/// <summary><c>games regret</c>: value gap and regret gap of mediators, exactly; with a budget, a gate.</summary>
internal sealed class GamesRegretCommand
{
    private readonly GameArguments _arguments = new();

    private readonly Option<string> _deviations = new("--deviations", "-d")
    {
        Description = "swap, constant, one-shot or all.",
        DefaultValueFactory = _ => "swap",
        HelpName = "CLASS",
    };

    private readonly Option<double?> _budget = new("--budget")
    {
        Description = "Greatest regret gap that passes; above it the exit code is 1.",
        HelpName = "NUMBER",
    };

    public Command Define(Session session)
    {
        var command = new Command("regret", "Compute value gap and regret gap, who deviates, and what it gains and costs.") { _deviations, _budget };
        _arguments.AddGame(command).AddLearner(command).AddExpert(command);
        var options = new CommonOptions().AddJson(command);
        command.SetAction(line => Run(session, line, options));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options)
    {
        if (line.GetValue(_budget) is { } given && !double.IsFinite(given))
            throw ForewarnException.Of("--budget", $"{given}", "a finite number", "Correct it.", ExitCode.Usage);
        var kinds = DeviationWords.Parse(line.GetValue(_deviations)!);
        var game = _arguments.Game(line);
        var expert = _arguments.Expert(line, game);
        IReadOnlyList<NamedMediator> learners =
            _arguments.Learner(line, game) is { } one ? [one] : [.. game.Mediators.Where(m => m.Name != expert.Name)];
        if (learners.Count == 0)
            throw ForewarnException.Of(
                $"learners of game '{game.Name}'", "none", "at least one", "Name a mediator's file by --mediator.", ExitCode.Usage);
        RegretReport[] reports = [.. learners.Select(learner => RegretReport.Of(game, expert, learner, kinds))];
        session.Terminal.Out.Write(PlainTable.Render(RegretTables.Gaps(game, reports)));
        foreach (var report in reports) Show(session.Terminal, report);
        JsonReport.Write(options.Json(line), new { Command = CommandText.Of(line), Expert = expert.Name, Reports = reports });
        if (line.GetValue(_budget) is { } budget) Gate(reports, budget);
        return (int)ExitCode.Done;
    }

    private static void Show(Terminal terminal, RegretReport report)
    {
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"{report.Learner}: {Values(report.Values)} while all obey; under the expert {Values(report.ExpertValues)}"
            + (report.IsProduct ? "; nothing in it is correlated" : ""));
        foreach (var row in report.Regrets.Where(row => row.Does.Count > 0))
        {
            terminal.Out.WriteLine(
                $"  {RegretTables.Name(row.Kind)}: {row.Deviator} gains {Number(row.LearnerRegret)}; others lose {Values(row.CostToOthers)}");
            foreach (string does in row.Does) terminal.Out.WriteLine($"    {does}");
        }
    }

    private static void Gate(IEnumerable<RegretReport> reports, double budget)
    {
        var (report, worst) = reports.SelectMany(r => r.Regrets.Select(row => (r, row))).MaxBy(pair => pair.row.Gap);
        if (worst.Gap <= budget) return;
        throw ForewarnException.Of(
            $"regret gap of '{report.Learner}' in '{report.Game}' ({RegretTables.Name(worst.Kind)} deviations)", Number(worst.Gap),
            $"at most {Number(budget)}", $"{worst.Deviator} would gain {Number(worst.LearnerRegret)} an episode: do not release it.");
    }

    private static string Values(IReadOnlyDictionary<string, double> values) => string.Join(", ", values.Select(p => $"{p.Key} {Number(p.Value)}"));

    private static string Number(double value) => (Math.Abs(value) < 5e-7 ? 0 : value).ToString("0.000###", CultureInfo.InvariantCulture);
}
