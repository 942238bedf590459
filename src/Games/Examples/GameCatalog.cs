using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>The games that come along, by name, each with its expert and learners that show something.</summary>
public static class GameCatalog
{
    /// <summary>Name and one sentence of every game.</summary>
    public static IReadOnlyList<(string Name, string Summary)> All { get; } =
    [
        ("crossroads", "agent 0 stays on road A while it obeys; on road B, which nobody showed, it earns 1 a step unless agent 1 blocks"),
        ("crossroads-covered", "the same, and 5 % of episodes start on road B"),
        ("doorway", "two robots before a door for one: a token says whose turn it is, and one may barge in"),
        ("chicken", "two drivers at a crossing, one step: a traffic light correlates what no two independent drivers can"),
    ];

    /// <param name="horizon">Steps of an episode; null for the game's own.</param>
    /// <exception cref="ForewarnException">No such game; the nearest one is named. Or the game cannot have that horizon.</exception>
    public static NamedGame Of(string name, int? horizon = null)
    {
        string summary = All.FirstOrDefault(entry => entry.Name == name).Summary ?? throw Unknown(name);
        return name switch
        {
            "crossroads" => Roads(name, summary, Crossroads.Game(horizon ?? 10, 0.3)),
            "crossroads-covered" => Roads(name, summary, Crossroads.Game(horizon ?? 10, 0.3, 0.05)),
            "doorway" => Door(name, summary, Doorway.Game(horizon ?? 12)),
            _ => horizon is null or 1 ? Drivers(name, summary) : throw ForewarnException.Of(
                "--horizon", $"{horizon}", $"1: '{name}' is a game of one step", "Leave it out.", ExitCode.Usage),
        };
    }

    /// <summary>The error of a name that is no game of the catalog.</summary>
    public static ForewarnException Unknown(string name) => ForewarnException.Of(
        "game", $"'{name}'", "a known game or the path of a game's file", NearestName.Advice(name, [.. All.Select(e => e.Name)]), ExitCode.Usage);

    private static NamedGame Roads(string name, string summary, MarkovGame game) => new(
        name, summary, game, new(["agent 0", "agent 1"], [["stay", "turn"], ["let pass", "block"]], ["road A", "road B"]),
        [
            new(NamedGame.Expert, Crossroads.Expert(game)), new("never-blocks", Crossroads.Blocking(game, 0)),
            new("half-blocks", Crossroads.Blocking(game, .5)),
        ]);

    private static NamedGame Door(string name, string summary, MarkovGame game) => new(
        name, summary, game,
        new(["robot 0", "robot 1"], [["go", "wait"], ["go", "wait"]],
            ["token 0", "token 1", "robot 0 left", "robot 1 left", "done", "robot 0 barged", "robot 1 barged"]),
        [
            new(NamedGame.Expert, Doorway.Expert(game)),
            new("lets-through", Doorway.Learner(game, [0, 1, 0, 0], [0, 0, 1, 0])),
            new("uniform", Doorway.Learner(game, [.25, .25, .25, .25], [.25, .25, .25, .25])),
            new("often-wrong", Doorway.Learner(game, [0, .3, .7, 0], [0, .7, .3, 0])),
        ]);

    private static NamedGame Drivers(string name, string summary)
    {
        var game = Chicken.Game.AsMarkovGame();
        return new(name, summary, game, new(["driver 0", "driver 1"], [["yield", "go"], ["yield", "go"]], ["crossing"]),
        [
            new(NamedGame.Expert, Always(CorrelatedEquilibrium.OfGreatestWelfare(Chicken.Game))), new("traffic-light", Always([0, .5, .5, 0])),
            new("both-yield", Always([1, 0, 0, 0])), new("uniform", Always([.25, .25, .25, .25])),
        ]);

        Mediator Always(double[] shares) => Mediator.Of(game, (_, _) => shares);
    }
}
