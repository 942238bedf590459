using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Coordination;
using Forewarn.Evaluation.Reports;
using Forewarn.Games;

namespace Forewarn.Cli.Verbs;

/// <summary><c>games imitate</c>: a mediator learned from an expert by one of three methods, with its loss curve.</summary>
internal sealed class GamesImitateCommand
{
    // Rounds shown between two powers of ten.
    private static readonly int[] s_shown = [1, 2, 5];
    private readonly GameArguments _arguments = new();

    private readonly Option<string> _method = new("--method")
    {
        Description = "j-bc, malice or blades.",
        DefaultValueFactory = _ => "blades",
        HelpName = "NAME",
    };

    private readonly Option<int> _rounds = new("--rounds", "-n") { Description = "Rounds of learning.", DefaultValueFactory = _ => 1000 };

    private readonly Option<FileInfo?> _save = new("--save") { Description = "File for the learned mediator.", HelpName = "FILE" };

    public Command Define(Session session)
    {
        var command = new Command("imitate", "Learn a mediator from an expert, and show how loss and gaps fall.") { _method, _rounds, _save };
        _arguments.AddGame(command).AddExpert(command);
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        int rounds = line.GetValue(_rounds);
        if (rounds < 1) throw ForewarnException.Of("--rounds", $"{rounds}", "1 or more", "Correct it.", ExitCode.Usage);
        string method = line.GetValue(_method)!;
        var weights = Method(method);
        var game = _arguments.Game(line);
        var expert = _arguments.Expert(line, game);
        var imitation = new MediatorImitation(game.Game, expert.Mediator, weights);
        var curve = new List<ImitationRound>();
        while (imitation.Rounds < rounds)
        {
            cancel.ThrowIfCancellationRequested();
            imitation.Round();
            if (IsShown(imitation.Rounds) || imitation.Rounds == rounds) curve.Add(Measure(game, expert, imitation));
        }
        var learned = new NamedMediator(method, imitation.Average);
        session.Terminal.Out.Write(PlainTable.Render(Table(game, method, curve)));
        var uncovered = weights is Blades ? [] : UncoveredState.Of(game.Game, expert.Mediator, learned.Mediator);
        Warn(session.Terminal, game, method, uncovered);
        JsonReport.Write(options.Json(line), new
        {
            Command = CommandText.Of(line), Method = method, Curve = curve,
            Report = RegretReport.Of(game, expert, learned, Enum.GetValues<DeviationClass>()),
            Uncovered = uncovered.ToDictionary(u => game.Names.States[u.State], u => u.Visits),
        });
        if (line.GetValue(_save) is { } file)
        {
            MediatorFile.Write(file.FullName, game, learned);
            session.Terminal.Line($"wrote {file.FullName}");
        }
        return (int)ExitCode.Done;
    }

    private static IStateWeights Method(string name) => name switch
    {
        "j-bc" => new JointBehaviorCloning(),
        "malice" => new Malice(),
        "blades" => new Blades(),
        _ => throw ForewarnException.Of("--method", $"'{name}'", "a method", NearestName.Advice(name, ["j-bc", "malice", "blades"]), ExitCode.Usage),
    };

    private static ImitationRound Measure(NamedGame game, NamedMediator expert, MediatorImitation imitation)
    {
        var gap = RegretGap.Of(game.Game, expert.Mediator, imitation.Average);
        return new(imitation.Rounds, imitation.MeanLoss, gap.ValueGap, gap.Gap);
    }

    private static ReportTable Table(NamedGame game, string method, IEnumerable<ImitationRound> curve) => new(
        $"{method} in {game.Name}, {game.Game.Horizon} steps", ["rounds", "mean loss", "value gap", "regret gap"],
        [
            .. curve.Select(r => (IReadOnlyList<string>)[$"{r.Round}", Number(r.MeanLoss), Number(r.ValueGap), Number(r.RegretGap)]),
        ],
        "Of the average of all rounds, against swap deviations. Loss: total variation from the expert where the method looks; "
            + "the regret gap may rise first.");

    private static void Warn(Terminal terminal, NamedGame game, string method, IReadOnlyList<UncoveredState> uncovered)
    {
        if (uncovered.Count == 0) return;
        string states = string.Join(", ", uncovered.Take(5).Select(u => $"'{game.Names.States[u.State]}' ({Number(u.Visits)} visits an episode)"));
        terminal.Out.WriteLine(
            $"warning: {method} learned nothing where a deviator goes and the expert is never seen, in {uncovered.Count} states: {states}"
            + (uncovered.Count > 5 ? ", ..." : "") + ". Blades asks the expert there.");
    }

    private static bool IsShown(int round)
    {
        int unit = 1;
        while (unit * 10 <= round) unit *= 10;
        return round % unit == 0 && s_shown.Contains(round / unit);
    }

    private static string Number(double value) => (Math.Abs(value) < 5e-7 ? 0 : value).ToString("0.0000", CultureInfo.InvariantCulture);

    private sealed record ImitationRound(int Round, double MeanLoss, double ValueGap, double RegretGap);
}
