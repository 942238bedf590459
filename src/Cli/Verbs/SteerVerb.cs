using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Consoles;
using Forewarn.Cli.Output;
using Forewarn.Cli.Recordings;
using Forewarn.Cli.Studies;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Recording;
using Forewarn.Serving;
using Forewarn.Steering;

namespace Forewarn.Cli.Verbs;

/// <summary><c>steer</c>: one episode, one wish, everything that was thought said aloud.</summary>
internal sealed class SteerVerb : IVerb
{
    private readonly Option<string> _sim = new("--sim") { Description = "Simulated task.", DefaultValueFactory = _ => "cup", HelpName = "TASK" };

    private readonly Option<string> _wish = new("--wish", "-w") { Description = "What the arm should do, in words.", Required = true, HelpName = "TEXT" };

    private readonly Option<string?> _answer = new("--answer")
    {
        Description = "Answers the first question of a scene: number of an option, its words, or the wish in other words. Else it is asked at the terminal.",
        HelpName = "TEXT",
    };

    private readonly Option<int> _episodes = new("--episodes", "-n")
    {
        Description = "Scenes to play, one decision each.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<FileInfo?> _film = new("--film")
    {
        Description = "Draw what was imagined beside what happened, as a PNG.",
        HelpName = "FILE",
    };

    private readonly Option<FileInfo?> _log = new("--log") { Description = "Append the decision record to this file (JSON lines).", HelpName = "FILE" };

    private readonly Option<string?> _proposer = RemoteProposer.Option();

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("steer --wish \"pick up the mug by its handle\" --seed 5", "one episode; prints every mode with its narration and score"),
        new("steer --wish \"grab the left rim\" --film film.png", "and draw imagined against real frames"),
        new("steer --wish \"grab the mug by the doohickey\" --answer \"by the handle\"", "a word that it does not know: it asks, and here is the answer"),
        new("steer --wish \"grab the left rim\" -n 200 --record rims", "200 scenes into one recording, for `replay rims`"),
    ];

    public Command Define(Session session)
    {
        var command = new Command("steer", "Steer simulated episodes by one wish.") { _sim, _wish, _answer, _episodes, _film, _log, _proposer };
        var options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        var recording = new RunRecorder(command);
        var console = new ConsoleSwitch(command);
        command.SetAction((line, cancel) => Task.Run(() => RunAsync(session, line, options, recording, console, cancel), cancel));
        return command;
    }

    private async Task<int> RunAsync(
        Session session, ParseResult line, CommonOptions options, RunRecorder recording, ConsoleSwitch console, CancellationToken cancel)
    {
        if (line.GetValue(_sim) is var task && task != "cup")
            throw ForewarnException.Of("--sim", $"'{task}'", "cup", "Other tasks are not built yet.", ExitCode.Usage);
        var config = session.Configure(line, options);
        ulong seed = options.Seed(line, 1);
        using var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line });
        await using var log = line.GetValue(_log) is { } file ? new JsonLinesDecisionLog(file.FullName, models.Hashes) : null;
        using BagRecorder? recorder = recording.Begin(session, line, "steer", seed);
        DecisionRing? ring = console.Ring(line, session.Time);
        var about = new ConsoleAbout("simulation", $"steer-s{seed}") { Policy = models.PolicyManifest.Name, Models = () => models.Hashes };
        await using var page = ring is null ? null : await console.StartAsync(session, line, config, new DecisionFeed(about, ring), null, cancel);
        var logs = new DecisionLogs(log, ring, recorder is null ? null : new DecisionTap(recorder, seed, models.Hashes, config.ToYaml(), session.Time));
        using var proposer = RemoteProposer.Of(line.GetValue(_proposer), null, models, config, session);
        var answers = new TerminalAnswers(session.Terminal, line.GetValue(_answer));
        using var episode = new TaskEpisode(
            config, models, logs, new SeedStreams(seed), session.Time, recorder is null ? null : new EpisodeTap(recorder, session.Time), proposer,
            AskingRule.Of(session.Home, config.Get<AskingOptions>(), models, new SeedStreams(seed)), answers.Of);
        int count = line.GetValue(_episodes);
        var records = new List<DecisionRecord>();
        for (int scene = 0; scene < count; scene++)
        {
            answers.Begin();
            var outcome = await episode.RunAsync(line.GetValue(_wish)!, scene == 0 ? line.GetValue(_film)?.FullName : null, cancel, scene);
            if (count == 1) Show(session.Terminal, outcome);
            else session.Terminal.Line($"{scene + 1,4}/{count}  {outcome.Decision.Rung}, {outcome.Decision.Timings.TotalMs:F0} ms: {outcome.Happened}");
            records.Add(DecisionRecord.Of(outcome.Decision, models.Hashes));
        }
        RunRecorder.End(recorder, session.Terminal);
        if (count == 1) JsonReport.Write(options.Json(line), records[0]);
        else JsonReport.Write(options.Json(line), records);
        if (page is not null)
        {
            session.Terminal.Line("the console stays (Ctrl-C ends)");
            await ConsoleSwitch.UntilAsync(cancel);
        }
        return (int)(records.Any(r => r.Question is not null) ? ExitCode.Asked : ExitCode.Done);
    }

    private static void Show(Terminal terminal, TaskEpisodeOutcome outcome)
    {
        var decision = outcome.Decision;
        terminal.Line($"Wish: {decision.Wish}");
        // A wish that was not read gave no plan a score.
        bool isScored = decision.Scores.Length > 0 && decision.Scores[^1] < 1;
        for (int k = 0; k < (decision.Modes?.Count ?? 0); k++)
        {
            string mark = k == decision.Chosen ? ">" : " ";
            string said = k < decision.Narrations.Count ? decision.Narrations[k].Text : "(not narrated)";
            string score = isScored ? decision.Scores[k].ToString("P0", null) : "";
            string refused = decision.Guard is { } guard && !guard.Findings[k].Safe ? $"  [refused: {guard.Findings[k].Reason}]" : "";
            terminal.Line($" {mark} mode {k + 1}  {decision.Modes!.Mass[k],4:P0} of samples  {score,5}  {said}{refused}");
        }

        if (decision.Question is not null) TerminalAnswers.Show(terminal, decision);
        if (isScored) terminal.Line($"   none of these {decision.Scores[^1]:P0}");
        terminal.Line($"Rung {decision.Rung}: {decision.Reason}");
        terminal.Line($"Decided in {decision.Timings.TotalMs:F0} ms; then the arm did: {outcome.Happened}.");
        if (outcome.Film is { } film) terminal.Line($"Film: {film}");
    }
}
