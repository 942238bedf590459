using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Cli.Studies.RightOfWay;
using Forewarn.Core;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;
using Forewarn.Games;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Cli.Verbs;

/// <summary><c>games doorway</c>: two simulated robots before a door for one; exact regrets beside what deviators really gain.</summary>
internal sealed class GamesDoorwayCommand
{
    private readonly Option<int> _episodes = new("--episodes", "-n")
    {
        Description = "Pairs of simulated episodes per mediator and seed.",
        DefaultValueFactory = _ => 2000,
    };

    private readonly Option<string> _seeds = new("--seeds")
    {
        Description = "Seeds, comma-separated; each fits a game of its own.",
        DefaultValueFactory = _ => "1,2,3,4,5",
        HelpName = "LIST",
    };

    private readonly Option<int> _fit = new("--fit") { Description = "Episodes that a game is fitted from.", DefaultValueFactory = _ => 20_000 };

    private readonly Option<string> _learner = new("--learner", "-l")
    {
        Description = "Mediator that --page shows.",
        DefaultValueFactory = _ => "lets-through",
        HelpName = "NAME",
    };

    private readonly Option<FileInfo?> _page = new("--page")
    {
        Description = "Page that plays the worst deviation of the first seed.",
        HelpName = "FILE",
    };

    private readonly Option<FileInfo?> _save = new("--save")
    {
        Description = "File for the fitted game of the first seed.",
        HelpName = "FILE",
    };

    public Command Define(Session session)
    {
        var command = new Command("doorway", "Fit a game to two simulated robots and a door; compute regrets, and play the worst deviators.")
        {
            _episodes, _seeds, _fit, _learner, _page, _save,
        };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        int episodes = Positive("--episodes", line.GetValue(_episodes)), fit = Positive("--fit", line.GetValue(_fit));
        ulong[] seeds = SeedList.Parse("--seeds", line.GetValue(_seeds)!);
        var world = new DoorwayOptions();
        var study = new DoorwayStudy(world, fitEpisodes: fit);
        // Before the long part: a wrong name must not cost it.
        var story = line.GetValue(_page) is null ? null : study.Story(seeds[0], line.GetValue(_learner)!);
        var progress = new WorkProgress(session.Terminal, session.Time);
        DoorwaySeed[] rows = [.. seeds.Select(seed => progress.Run($"seed {seed}, pairs", report => study.Run(seed, episodes, report, cancel)))];
        DoorwaySummary[] summary =
            [.. rows[0].Learners.Select((_, n) => DoorwaySummary.Of([.. rows.Select(row => row.Learners[n])]))];
        session.Terminal.Out.Write(PlainTable.Render(Table(study, rows, summary)));
        JsonReport.Write(options.Json(line), new DoorwayResults(
            RunRecord.Now(CommandText.Of(line), seeds, episodes, new Dictionary<string, string>(), session.Time), world, study.Horizon,
            study.Smoothing, study.Rounds, summary, rows));
        if (story is not null) GamesReplayCommand.Save(session, story, line.GetValue(_page)!.FullName);
        if (line.GetValue(_save) is { } file)
        {
            GameFile.Write(file.FullName, study.Fit(seeds[0]).Named);
            session.Terminal.Line($"wrote {file.FullName}");
        }
        return (int)ExitCode.Done;
    }

    private static ReportTable Table(DoorwayStudy study, DoorwaySeed[] rows, DoorwaySummary[] summary) => new(
        $"Doorway, {study.Horizon} recommendations, {rows.Length} seeds, {rows[0].Learners[0].SimulatedGain.Count} pairs of episodes each; "
            + "seconds an episode",
        ["mediator", "value gap", "regret gap", "gain, exact", "gain, simulated", "cost, exact", "cost, simulated"],
        [
            .. summary.Select(s => (IReadOnlyList<string>)
                [s.Learner, Text(s.ValueGap), Text(s.RegretGap), Text(s.ExactGain), Text(s.SimulatedGain), Text(s.ExactCost), Text(s.SimulatedCost)]),
        ],
        "Exact: of the fitted game. Simulated: the same deviation played in the simulator, a lower bound on regret there. "
            + "95 % intervals: exact over seeds, simulated over pairs.");

    private static string Text(MetricInterval m) => double.IsFinite(m.Low)
        ? string.Create(CultureInfo.InvariantCulture, $"{m.Value:0.000} [{m.Low:0.000}, {m.High:0.000}]")
        : m.Value.ToString("0.000", CultureInfo.InvariantCulture);

    private static int Positive(string option, int value) =>
        value > 0 ? value : throw ForewarnException.Of(option, $"{value}", "1 or more", "Correct it.", ExitCode.Usage);
}
