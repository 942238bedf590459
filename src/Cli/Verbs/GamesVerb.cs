using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Evaluation.Reports;
using Forewarn.Games;

namespace Forewarn.Cli.Verbs;

/// <summary><c>games</c>: mediators of several agents, what deviating from them pays, and how it looks.</summary>
internal sealed class GamesVerb : IVerb
{
    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("games list", "the games that come along, with their mediators"),
        new("games regret doorway", "value gap and regret gap of every learner that the game knows"),
        new("games regret doorway --learner uniform --horizon 4 --deviations all", "one learner against every class of deviations"),
        new("games regret my-game.json --mediator learned.json --budget 0.05", "a gate: exit code 1 if the regret gap is above the budget"),
        new("games imitate crossroads --method blades --rounds 1000 --save learned.json", "learn a mediator, with its loss curve"),
        new("games replay doorway --learner lets-through --page worst.html", "the worst deviation as a page that plays it"),
        new("games export doorway --save my-game.json", "a game as a file: a pattern for one of your own"),
        new("games doorway --episodes 2000 --json doorway.json", "two simulated robots and a door: exact regret beside simulated gains"),
    ];

    public Command Define(Session session) => new("games", "Ask what deviating from a mediator pays.")
    {
        List(session), new GamesRegretCommand().Define(session), new GamesImitateCommand().Define(session),
        new GamesReplayCommand().Define(session), new GamesExportCommand().Define(session), new GamesDoorwayCommand().Define(session),
    };

    private static Command List(Session session)
    {
        var command = new Command("list", "Show the games that come along.");
        command.SetAction(_ =>
        {
            var table = new ReportTable("Games", ["game", "mediators", "steps", "what it is"],
            [
                .. GameCatalog.All.Select(entry => GameCatalog.Of(entry.Name)).Select(game => (IReadOnlyList<string>)
                    [game.Name, string.Join(", ", game.Mediators.Select(m => m.Name)), $"{game.Game.Horizon}", game.Summary]),
            ], "Or the path of a game's file: ./forewarn games export GAME --save FILE writes one to start from.");
            session.Terminal.Out.Write(PlainTable.Render(table));
            return 0;
        });
        return command;
    }
}
