using System.CommandLine;
using System.CommandLine.Parsing;
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
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Steering;

namespace Forewarn.Cli.Verbs;

/// <summary><c>steer</c>: one episode, one wish, everything that was thought said aloud.</summary>
internal sealed class SteerVerb : IVerb
{
    private readonly Option<string?> _sim = new("--sim")
    {
        Description = "Simulated task, by the name of its configuration (default: the configured one).",
        HelpName = "TASK",
    };

    private readonly Option<string[]> _wish = new("--wish", "-w")
    {
        Description = "What the arm should do, in words; once for each phase of the task.", Required = true, HelpName = "TEXT",
    };

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

    /// <summary>Options that a task of several phases does not have.</summary>
    private static readonly string[] OfOnePhase = ["--film", "--record", "--proposer", "--console", "--labels"];

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("steer --wish \"pick up the mug by its handle\" --seed 5", "one episode; prints every mode with its narration and score"),
        new("steer --wish \"grab the left rim\" --film film.png", "and draw imagined against real frames"),
        new("steer --wish \"grab the mug by the doohickey\" --answer \"by the handle\"", "a word that it does not know: it asks, and here is the answer"),
        new("steer --sim fork --wish \"use the handle\" --wish \"put it into the bottom\"", "a task of two phases, each with a wish of its own"),
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
        var phases = Phases(session, line, options);
        string[] wishes = Wishes(line, phases);
        if (phases.Count > 1) return await PhasesAsync(session, line, options, phases, wishes, cancel);
        var config = phases[0];
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
            var outcome = await episode.RunAsync(wishes[0], scene == 0 ? line.GetValue(_film)?.FullName : null, cancel, scene);
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

    /// <summary>The configuration of each phase of the task.</summary>
    private IReadOnlyList<ResolvedConfig> Phases(Session session, ParseResult line, CommonOptions options)
    {
        string? sim = line.GetValue(_sim);
        var phases = session.ConfigurePhases(line, options, sim);
        if (sim is null || options.ConfigNames(line, sim).Contains(sim) || phases.Any(p => Name(p) == sim)) return phases;
        throw ForewarnException.Of("--sim", $"'{sim}'", $"'{Name(phases[0])}', the configured task", $"Name the configuration alone: --config {sim}.",
            ExitCode.Usage);
    }

    private string[] Wishes(ParseResult line, IReadOnlyList<ResolvedConfig> phases)
    {
        string[] wishes = line.GetValue(_wish)!;
        return wishes.Length == phases.Count ? wishes : throw ForewarnException.Of(
            "--wish", $"{wishes.Length}", $"{phases.Count}, for {string.Join(", ", phases.Select(Name))}", "Give one for each phase, in their order.",
            ExitCode.Usage);
    }

    private async Task<int> PhasesAsync(
        Session session, ParseResult line, CommonOptions options, IReadOnlyList<ResolvedConfig> phases, string[] wishes, CancellationToken cancel)
    {
        if (OfOnePhase.FirstOrDefault(name => line.GetResult(name) is OptionResult { Implicit: false }) is { } odd)
            throw ForewarnException.Of(odd, "a task of several phases", "a task of one", "Leave it out, or steer one phase by its configuration.", ExitCode.Usage);
        var answers = new TerminalAnswers(session.Terminal, line.GetValue(_answer));
        var models = new List<SteeringModels>();
        try
        {
            foreach (var phase in phases)
                models.Add(new(session.Home, phase.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line }));
            var hashes = models.SelectMany(m => m.Hashes).DistinctBy(h => h.Key).ToDictionary(h => h.Key, h => h.Value);
            await using var log = line.GetValue(_log) is { } file ? new JsonLinesDecisionLog(file.FullName, hashes) : null;
            using var episode = new PhasedEpisode(session, phases, models, new DecisionLogs(log), new SeedStreams(options.Seed(line, 1)), answers.Of);
            int count = line.GetValue(_episodes);
            var records = new List<DecisionRecord>();
            for (int scene = 0; scene < count; scene++)
            {
                answers.Begin();
                var outcomes = await episode.RunAsync(wishes, cancel, scene);
                foreach (var outcome in outcomes) Show(session.Terminal, outcome);
                if (outcomes.Count < phases.Count) session.Terminal.Line($"{Name(phases[outcomes.Count])} was not begun.");
                records.AddRange(outcomes.Select((o, p) => DecisionRecord.Of(o.Decision, models[p].Hashes)));
            }

            JsonReport.Write(options.Json(line), records);
            return (int)(records.Any(r => r.Question is not null) ? ExitCode.Asked : ExitCode.Done);
        }
        finally
        {
            foreach (var loaded in models) loaded.Dispose();
        }
    }

    private static string Name(ResolvedConfig phase) => phase.Get<SceneOptions>().Name;

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
        terminal.Line($"Decided in {decision.Timings.TotalMs:F0} ms; then: {outcome.Happened}");
        if (outcome.Film is { } film) terminal.Line($"Film: {film}");
    }
}
