using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Forewarn.Benchmarks.Coordination;
using Forewarn.Benchmarks.Dds;
using Forewarn.Benchmarks.Faults;
using Forewarn.Benchmarks.Imitation;
using Forewarn.Benchmarks.Peers;
using Forewarn.Benchmarks.Reachability;
using Forewarn.Benchmarks.Recordings;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Serving;
using Forewarn.Benchmarks.Tuning;
using Forewarn.Benchmarks.Workloads;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Spectre.Console;

namespace Forewarn.Benchmarks;

/// <summary><c>bench</c>: how fast a decision is, as ratios to PyTorch where a root with PyTorch is given.</summary>
internal sealed class BenchVerb : IVerb
{
    private readonly Argument<string> _suite = new("SUITE")
    {
        Description = "steering: ratios, stages against a bare matrix product, and latency over every size; "
            + "dds: round trips against ddsperf; faults: a whole node under drawn fault schedules; "
            + "serving: what clients of the policy server notice of one that misbehaves; recording: a bag of 1 GB against a bare file; "
            + "tuning: a step of DPO and of REBEL on the default decoder; "
            + "imitation: an update of soft actor-critic, and environment steps; "
            + "reachability: a stage of the Hamilton-Jacobi solver against numpy, by threads and by size; "
            + "games: what the regret of a mediator costs as its game grows; "
            + "il-exact: claims about imitation whose right answer is known.",
    };

    private readonly Option<DirectoryInfo?> _peers = new("--peers")
    {
        Description = "Root with PyTorch, made by tests/Benchmarks/peers/make-root.sh; without it, ours alone is timed.",
        HelpName = "FOLDER",
    };

    private readonly Option<int?> _rounds = new("--rounds")
    {
        Description = "Interleaved rounds per comparison; 40, for dds 15, for serving 9, for recording, tuning, imitation, reachability and games 30.",
        HelpName = "NUMBER",
    };

    private readonly Option<int> _schedules = new("--schedules")
    {
        Description = "Fault schedules to play, from --seed on; 1 plays it aloud.", DefaultValueFactory = _ => 1000, HelpName = "NUMBER",
    };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Where recording writes 1 GB and takes it away again; the folder of runs.", HelpName = "FOLDER",
    };

    private readonly Option<string> _wish = new("--wish", "-w")
    {
        Description = "Wish that is decided on.", DefaultValueFactory = _ => "pick up the mug by the handle", HelpName = "TEXT",
    };

    private readonly Option<string?> _int8 = new("--int8")
    {
        Description = "Package made by export int8: a further contestant, whose words may differ.", HelpName = "PACKAGE",
    };

    private readonly Option<bool> _noCompile = new("--no-compile")
    {
        Description = "Leave torch.compile out of the forms a peer tries: it takes minutes.",
    };

    private readonly Option<bool> _noCurves = new("--no-curves") { Description = "Leave out latency over every size." };

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("bench steering", "ours alone: stages, shares of the machine's rate, curves"),
        new("bench faults --schedules 100000 --json faults.json", "a node under any combination of faults; its invariants must hold"),
        new("bench serving --json bench.json", "four clients of the policy server, one of them misbehaving"),
        new("bench dds --json bench.json", "our DDS transport against CycloneDDS's own ddsperf"),
        new("bench recording --json bench.json", "how fast a bag is written and opened"),
        new("bench games --json bench.json", "the dynamic program of regret from 1e4 to 1e7 steps; exit code 1 if its cost is not proportional"),
        new("bench il-exact --json il-exact.json", "imitation where the right answer is known, with verdicts; exit code 1 if one fails"),
        new("bench tuning --peers FOLDER --json bench.json", "a step of preference tuning against PyTorch"),
        new("bench reachability --json bench.json", "a stage of the reachability solver against numpy"),
        new("bench imitation --peers FOLDER --json bench.json", "an update of soft actor-critic against PyTorch"),
        new("bench steering --peers FOLDER --json bench.json", "and ratios to PyTorch, both in one interleaved run"),
    ];

    public Command Define(Session session)
    {
        var command = new Command("bench", """
            Time the decision, single-threaded, on the shipped models and one observed scene.
            Ratios say how many times longer the other way takes in processor time (by the clock in brackets), as the median
            of interleaved rounds with its bootstrap interval. A peer that computes other numbers is refused before any time
            is taken. Each peer runs every function in the fastest form that it has here: eager, traced or compiled.
            """) { _suite, _peers, _int8, _rounds, _schedules, _folder, _wish, _noCurves, _noCompile };
        var options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => RunAsync(session, line, options, cancel), cancel));
        return command;
    }

    private async Task<int> RunAsync(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        string suite = line.GetValue(_suite)!;
        if (suite == "faults") return RunFaults(session, line, options);
        if (suite == "il-exact") return RunExact(session, line, options, cancel);
        if (suite is not ("steering" or "dds" or "serving" or "recording" or "tuning" or "imitation" or "reachability" or "games"))
            throw ForewarnException.Of("SUITE", $"'{suite}'", "steering, dds, serving, recording, tuning, imitation, reachability, games, il-exact or faults",
                "Other suites are not built yet.", ExitCode.Usage);
        int rounds = line.GetValue(_rounds) ?? (suite switch { "dds" => 15, "serving" => 9, "steering" => 40, _ => 30 });
        if (rounds < 5) throw ForewarnException.Of("--rounds", $"{rounds}", "5 or more", "30 make a usable interval.", ExitCode.Usage);
        if (suite == "dds")
        {
            var dds = new DdsSuite(session, rounds).Run();
            DdsSuite.Show(session.Terminal, dds);
            JsonReport.Write(options.Json(line), dds);
            return (int)ExitCode.Done;
        }
        if (suite == "serving")
        {
            var serving = await new ServingSuite(session, rounds).RunAsync(cancel);
            ServingSuite.Show(session.Terminal, serving);
            JsonReport.Write(options.Json(line), serving);
            return (int)ExitCode.Done;
        }
        if (suite == "recording")
        {
            var recording = new RecordingSuite(session, rounds, line.GetValue(_folder) ?? RunFolders.Root).Run();
            RecordingSuite.Show(session.Terminal, recording);
            JsonReport.Write(options.Json(line), recording);
            return (int)(recording.Reaches ? ExitCode.Done : ExitCode.Failed);
        }
        if (suite == "tuning")
        {
            var tuning = new TuningSuite(session, rounds, options.Seed(line, 1)).Run(line.GetValue(_peers)?.FullName, !line.GetValue(_noCompile));
            TuningSuite.Show(session.Terminal, tuning);
            JsonReport.Write(options.Json(line), tuning);
            return (int)(tuning.Ratios.All(r => r.Reaches) ? ExitCode.Done : ExitCode.Failed);
        }
        if (suite == "imitation")
        {
            var imitation = new ImitationSuite(session, rounds, options.Seed(line, 1)).Run(line.GetValue(_peers)?.FullName, !line.GetValue(_noCompile));
            ImitationSuite.Show(session.Terminal, imitation);
            JsonReport.Write(options.Json(line), imitation);
            return (int)(imitation.Reaches ? ExitCode.Done : ExitCode.Failed);
        }
        if (suite == "reachability")
        {
            var reachability = new ReachabilitySuite(session, rounds, options.Seed(line, 1)).Run();
            ReachabilitySuite.Show(session.Terminal, reachability);
            JsonReport.Write(options.Json(line), reachability);
            return (int)(reachability.Reaches ? ExitCode.Done : ExitCode.Failed);
        }
        if (suite == "games")
        {
            var games = new CoordinationSuite(session, rounds, options.Seed(line, 1)).Run();
            CoordinationSuite.Show(session.Terminal, games);
            JsonReport.Write(options.Json(line), games);
            return (int)(games.Reaches ? ExitCode.Done : ExitCode.Failed);
        }
        var machine = BenchMachine.Here();
        var config = session.Configure(line, options);
        ulong seed = options.Seed(line, 1);
        SteeringWorkload Work(int threads) => new(session.Home, config, line.GetValue(_wish)!, seed, threads);
        using var work = Work(1);
        using var int8 = line.GetValue(_int8) is { } package ? new SteeringWorkload(session.Home, config, line.GetValue(_wish)!, seed, 1, package) : null;
        var duel = Compare(session, line, work, int8, rounds);
        session.Terminal.Line("measuring the machine's rate and every stage");
        double gemm = GemmRate.Measure(512, 512, 512);
        var stages = StageShares.Measure(work, gemm);
        if (int8 is not null) stages = [.. stages, .. StageShares.OfInt8(int8)];
        var curves = line.GetValue(_noCurves) ? [] : ScalingCurves.Measure(work, Work).ToArray();
        var report = new SteeringBenchReport(
            $"./forewarn bench steering --peers FOLDER --rounds {rounds} --seed {seed}",
            session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), machine, Sizes(work, int8), Hashes(work), duel.Said,
            duel.Agreement, duel.Ratios, gemm, stages, curves);
        Show(session.Terminal, report);
        JsonReport.Write(options.Json(line), report);
        return (int)ExitCode.Done;
    }

    private static int RunExact(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var report = new ExactSuite(session).Run(cancel);
        ExactSuite.Show(session.Terminal, report);
        JsonReport.Write(options.Json(line), report);
        return (int)(report.Reaches ? ExitCode.Done : ExitCode.Failed);
    }

    private int RunFaults(Session session, ParseResult line, CommonOptions options)
    {
        var suite = new FaultSuite(session);
        ulong seed = options.Seed(line, 0);
        if (line.GetValue(_schedules) == 1)
            return (int)(suite.Tell(seed).Broken is null ? ExitCode.Done : ExitCode.Failed);
        var report = suite.Run(seed, line.GetValue(_schedules));
        FaultSuite.Show(session.Terminal, report);
        JsonReport.Write(options.Json(line), report);
        return (int)(report.Broken.Count == 0 ? ExitCode.Done : ExitCode.Failed);
    }

    private PeerResults Compare(
        Session session, ParseResult line, SteeringWorkload work, SteeringWorkload? int8, int rounds)
    {
        var bench = new SteeringBench(work, int8, rounds, session.Terminal.Line);
        if (line.GetValue(_peers) is not { } folder) return PeerResults.None with { Ratios = [.. bench.Int8(), .. bench.SharedPrompts()] };
        var root = new PeerRoot(folder.FullName, session.Home, [work.Policy.Folder, work.World.Folder, work.VerifierPackage.Folder]);
        var found = bench.AgainstPeers(root, !line.GetValue(_noCompile));
        return found with { Ratios = [.. found.Ratios, .. bench.Int8(), .. bench.SharedPrompts()] };
    }

    private static Dictionary<string, int> Sizes(SteeringWorkload work, SteeringWorkload? int8) => new()
    {
        ["proposals"] = work.Options.Proposals,
        ["modes"] = work.Modes.Count,
        ["horizon"] = work.Rollout.Steps,
        ["modesOfTheDecision"] = work.Decision.Modes!.Count,
        ["differentNarrationsOfTheDecision"] = work.Decision.Narrations.Select(n => n.Text).Distinct().Count(),
        ["longestNarrationTokens"] = work.Narrations.Max(n => work.Verifier.Tokenizer.EncodeWords(n.Text).Count) + 1,
        ["permutations"] = work.Options.Permutations,
        ["narrationsThatInt8SaysAlike"] = int8 is null ? -1
            : int8.Decision.Narrations.Zip(work.Decision.Narrations, (a, b) => a.Text == b.Text).Count(same => same),
    };

    private static Dictionary<string, string> Hashes(SteeringWorkload work) =>
        new[] { work.Policy, work.World, work.VerifierPackage }.ToDictionary(p => p.Manifest.Name, p => p.Manifest.Sha256);

    private static void Show(Terminal terminal, SteeringBenchReport report)
    {
        if (report.Agreement.Count > 0)
            terminal.Line($"Agreement: {report.Agreement.Count} comparisons, largest difference {report.Agreement.Max(a => a.Difference):G2}");
        var ratios = new ResultTable("work", "against", "ours ms", "theirs ms", "ratio", "95 %", "(clock)", "bar");
        foreach (var r in report.Ratios)
            ratios.Add(r.Reaches ? Color.Green : Color.Red, r.Work, r.Against, Number(r.Ours.Cpu), Number(r.Theirs.Cpu), Number(r.Ratio.Median),
                $"[{Number(r.Ratio.Low)}, {Number(r.Ratio.High)}]", $"({Number(r.WallRatio.Median)})", $"{r.Bar:0.0}");
        ratios.Show(terminal);
        terminal.Line($"Bare fp32 product on one thread: {report.GemmGflops:F0} GFLOP/s");
        var stages = new ResultTable("stage", "ms", "MFLOP", "GFLOP/s", "share of the bare rate");
        foreach (var s in report.Stages)
            stages.Add(Color.Default,
                [s.Stage, Number(s.CpuMs), .. s.Megaflop > 0 ? (string[])[$"{s.Megaflop:F1}", $"{s.Gflops:F1}", $"{s.Share:P0}"] : ["", "", ""]]);
        stages.Show(terminal);
        var curves = new ResultTable("curve", "size:ms by the clock (processor)");
        foreach (var curve in report.Curves.GroupBy(c => c.Curve))
            curves.Add(Color.Default, curve.Key, string.Join("  ", curve.Select(p => $"{p.Size}:{Number(p.WallMs)} ({Number(p.CpuMs)})")));
        if (report.Curves.Count > 0) curves.Show(terminal);
        if (report.Machine.UnderLoad)
            terminal.Line($"Under load ({report.Machine.LoadBefore:F1} before the run): interleaved ratios stand, milliseconds do not.");
    }

    private static string Number(double value) => value.ToString(value < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);
}
