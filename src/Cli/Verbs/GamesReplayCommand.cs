using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Evaluation.Coordination;
using Forewarn.Evaluation.Reports;
using Forewarn.Games;

namespace Forewarn.Cli.Verbs;

/// <summary><c>games replay</c>: the worst deviation from a mediator, played step by step on a page.</summary>
internal sealed class GamesReplayCommand
{
    private readonly GameArguments _arguments = new();

    private readonly Option<string> _deviations = new("--deviations", "-d")
    {
        Description = "swap, constant or one-shot.",
        DefaultValueFactory = _ => "swap",
        HelpName = "CLASS",
    };

    private readonly Option<int> _samples = new("--samples")
    {
        Description = "Episodes to draw, each with and without.",
        DefaultValueFactory = _ => 8,
    };

    private readonly Option<FileInfo> _page = new("--page") { Description = "HTML page to write.", Required = true, HelpName = "FILE" };

    public Command Define(Session session)
    {
        var command = new Command("replay", "Write a page that plays the worst deviation and what it costs.") { _deviations, _samples, _page };
        _arguments.AddGame(command).AddLearner(command);
        var options = new CommonOptions().AddSeed(command);
        command.SetAction(line => Run(session, line, options));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options)
    {
        var kinds = DeviationWords.Parse(line.GetValue(_deviations)!);
        if (kinds.Count > 1) throw ForewarnException.Of("--deviations", "'all'", "one class: a page plays one deviation", "Name one.", ExitCode.Usage);
        int samples = line.GetValue(_samples);
        if (samples is < 1 or > 100) throw ForewarnException.Of("--samples", $"{samples}", "1 to 100", "Correct it.", ExitCode.Usage);
        var game = _arguments.Game(line);
        var mediator = _arguments.Learner(line, game) ?? game.Learners.FirstOrDefault() ?? game.Mediator(NamedGame.Expert);
        var story = DeviationStory.Of(game, mediator, kinds[0], samples, new SeedStreams(options.Seed(line, 1)).Stream("replay"));
        Save(session, story, line.GetValue(_page)!.FullName);
        return (int)ExitCode.Done;
    }

    /// <summary>Writes the page and says what is on it.</summary>
    public static void Save(Session session, DeviationStory story, string path)
    {
        session.Terminal.Out.Write(PlainTable.Render(RegretTables.Outcome(story)));
        DeviationPage.Build(story).Save(path);
        session.Terminal.Line($"wrote {path}");
    }
}
