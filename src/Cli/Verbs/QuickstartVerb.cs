using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Studies;
using Forewarn.Core;
using Forewarn.Evaluation.Runs;

namespace Forewarn.Cli.Verbs;

/// <summary><c>quickstart</c>: the main job on the shipped models, small enough to watch.</summary>
internal sealed class QuickstartVerb : IVerb
{
    private readonly Option<int> _episodes = new("--episodes", "-n")
    {
        Description = "Paired scenes to play.",
        DefaultValueFactory = _ => 24,
    };

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("quickstart", "24 paired scenes, a table and a report with pictures, about a minute"),
        new("quickstart -n 100 --json quickstart.json", "more scenes, tighter intervals, figures as JSON"),
    ];

    public Command Define(Session session)
    {
        var command = new Command("quickstart", "Steer a simulated arm by wishes with the shipped models and report success.") { _episodes };
        var options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        ulong seed = options.Seed(line, 2026);
        var config = session.Configure(line, options);
        config = config.With(config.Get<EvaluationOptions>() with
        {
            Episodes = line.GetValue(_episodes), Seeds = [seed], FirstSamples = 1, Workers = Environment.ProcessorCount,
            Controls = false,
        });
        // The first group of the file holds the plain wishes.
        var wishes = config.Wishes(session.Home.Wishes(config.Get<EvaluationOptions>().Wishes))
            .GroupBy(wish => wish.Group).First().ToArray();
        string folder = RunFolders.Create("quickstart", seed, session.Time);
        session.Terminal.Line("A 7-joint arm reaches for a mug. The policy proposes, the world model imagines, the verifier says what");
        session.Terminal.Line("each plan will do and picks the one that fits the wish:");
        foreach (var wish in wishes) session.Terminal.Line($"  \"{wish.Text}\"");
        session.Terminal.Line($"Results go to {folder}");
        var run = new SteeringRun(session, config, CommandText.Of(line));
        var results = run.Run(folder, wishes, cancel);
        run.Show(results);
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, results);
        session.Terminal.Line($"Report with pictures: {Path.Combine(folder, "report.html")}");
        session.Terminal.Line("Next: ./forewarn steer --sim cup --wish \"lift the mug by its rim\" --film film.png");
        return (int)ExitCode.Done;
    }
}
