using System.CommandLine;
using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Cli.Verbs;

/// <summary>How the subcommands of <c>games</c> name a game and its mediators.</summary>
internal sealed class GameArguments
{
    private readonly Argument<string> _game = new("game") { Description = "A game of 'games list', or the path of a game's file." };

    private readonly Option<int?> _horizon = new("--horizon") { Description = "Steps of an episode (default: the game's).", HelpName = "STEPS" };

    private readonly Option<string?> _learner = new("--learner", "-l") { Description = "A mediator that the game knows.", HelpName = "NAME" };

    private readonly Option<FileInfo?> _mediator = new("--mediator", "-m") { Description = "A mediator's file instead.", HelpName = "FILE" };

    private readonly Option<string> _expert = new("--expert")
    {
        Description = "Mediator that is imitated: one that the game knows, or a file.",
        DefaultValueFactory = _ => NamedGame.Expert,
        HelpName = "NAME|FILE",
    };

    public GameArguments AddGame(Command command)
    {
        command.Add(_game);
        command.Add(_horizon);
        return this;
    }

    public GameArguments AddLearner(Command command)
    {
        command.Add(_learner);
        command.Add(_mediator);
        return this;
    }

    public GameArguments AddExpert(Command command)
    {
        command.Add(_expert);
        return this;
    }

    /// <exception cref="ForewarnException">No such game, or its file is no game.</exception>
    public NamedGame Game(ParseResult line)
    {
        string name = line.GetValue(_game)!;
        int? horizon = line.GetValue(_horizon);
        if (GameCatalog.All.Any(entry => entry.Name == name)) return GameCatalog.Of(name, horizon);
        // What looks like a path was meant as one.
        bool isPath = File.Exists(name) || name.Contains('/', StringComparison.Ordinal)
            || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        return isPath ? GameFile.Read(name, horizon) : throw GameCatalog.Unknown(name);
    }

    /// <exception cref="ForewarnException">The game has no expert and none was named.</exception>
    public NamedMediator Expert(ParseResult line, NamedGame game)
    {
        string name = line.GetValue(_expert)!;
        return File.Exists(name) ? MediatorFile.Read(name, game) : game.Mediator(name);
    }

    /// <summary>The mediator that was named, or null.</summary>
    /// <exception cref="ForewarnException">There is none of that name, its file is wrong, or two were named.</exception>
    public NamedMediator? Learner(ParseResult line, NamedGame game)
    {
        string? name = line.GetValue(_learner);
        var file = line.GetValue(_mediator);
        if (name is not null && file is not null)
            throw ForewarnException.Of("--learner and --mediator", "both", "one of them", "Leave one out.", ExitCode.Usage);
        return file is not null ? MediatorFile.Read(file.FullName, game) : name is null ? null : game.Mediator(name);
    }
}
