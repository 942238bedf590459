using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Forewarn.Benchmarks.Peers;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Reachability.Grids;
using Spectre.Console;

namespace Forewarn.Benchmarks.Reachability;

/// <summary><c>bench reachability</c>: stages of the solver against numpy in its fastest form here, by threads and by size of the grid.</summary>
internal sealed class ReachabilitySuite(Session session, int rounds, ulong seed)
{
    private const double PeerBar = 6, ThreadsBar = 1.5, Limit = 1e-10;
    private const int ComparedSteps = 10;
    private static readonly int[] Compared = [41, 61], Sizes = [41, 61, 81, 101];
    private readonly SeedStreams _seeds = new(seed);

    /// <exception cref="ForewarnException">There is no numpy, or it computes something else.</exception>
    public ReachabilityBenchReport Run()
    {
        var machine = BenchMachine.Here();
        string exchange = Directory.CreateTempSubdirectory("forewarn-reachability-").FullName;
        StageWork[] works = [.. Compared.Select(n => new StageWork(n, 1))];
        try
        {
            Write(works, exchange);
            using var peer = PeerProcess.OfSystem(Path.Combine(session.Home.Root, "tests", "Benchmarks", "peers", "reachability.py"), exchange);
            session.Terminal.Line("numpy: finding its fastest forms");
            var said = peer.Prepare(compile: false);
            AgreementRow[] agreement = [.. works.SelectMany(work => Compare(work, peer, exchange))];
            if (Array.Find(agreement, a => a.Difference > Limit) is { } apart)
                throw ForewarnException.Of($"numpy, {apart.What}", $"{apart.Difference:G3} apart", $"at most {Limit:G1} of the largest value",
                    "Times of different computations say nothing: mend the peer.");
            RatioRow[] ratios = [.. works.SelectMany(work => Against(work, peer)), Threads()];
            string date = session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return new(
                $"./forewarn bench reachability --rounds {rounds} --seed {seed}", date, machine, Vector512.IsHardwareAccelerated ? 8 : 4, said,
                agreement, ratios, ByGrid(), Allocated());
        }
        finally
        {
            foreach (var work in works) work.Dispose();
            Directory.Delete(exchange, recursive: true);
        }
    }

    public static void Show(Terminal terminal, ReachabilityBenchReport report)
    {
        terminal.Line($"Agreement: {report.Agreement.Count} comparisons, largest difference {report.Agreement.Max(a => a.Difference):G2}");
        var table = new ResultTable("work", "against", "ours ms", "theirs ms", "ratio", "95 %", "(clock)", "bar");
        foreach (var r in report.Ratios)
            table.Add(r.Reaches ? Color.Green : Color.Red, r.Work, r.Against, Number(r.Ours.Wall), Number(r.Theirs.Wall), Number(r.Ratio.Median),
                $"[{Number(r.Ratio.Low)}, {Number(r.Ratio.High)}]", $"({Number(r.WallRatio.Median)})", $"{r.Bar:0.0}");
        table.Show(terminal);
        terminal.Line("ns for a point of a stage: " + string.Join(", ", report.NsPerPoint.Select(p => $"{p.Key} {Number(p.Value)}"))
            + FormattableString.Invariant($"; at most {report.Slope:P0} from the middle, bar {ReachabilityBenchReport.MostSlope:P0}"));
        terminal.Line($"{report.AllocatedBytes} bytes allocated");
        if (report.Machine.UnderLoad)
            terminal.Line($"Under load ({report.Machine.LoadBefore:F1} before the run): interleaved ratios stand, milliseconds do not.");
    }

    private static void Write(StageWork[] works, string exchange)
    {
        foreach (var work in works)
            NpyFile.Write<double>(Path.Combine(exchange, $"{work.Name}.npy"), work.Margins, [.. work.Grid.Axes.Select(a => a.Count)]);
        File.WriteAllText(Path.Combine(exchange, "reachability.json"), JsonSerializer.Serialize(works.ToDictionary(w => w.Name, w => new
        {
            counts = w.Grid.Axes.Select(a => a.Count), periodic = w.Grid.Axes.Select(a => a.Boundary == Boundary.Periodic),
            low = w.Grid.Axes.Select(a => a.Low), step = w.Grid.Axes.Select(a => a.Step), speed = w.Problem.Settings["speed_m_s"],
            turn = w.Problem.Settings["turn_rad_s"], dt = w.Step, steps = ComparedSteps, margin = Path.Combine(exchange, $"{w.Name}.npy"),
        })));
    }

    private static IEnumerable<AgreementRow> Compare(StageWork work, PeerProcess peer, string exchange)
    {
        double apart = peer.Answer(work.Name).GetProperty("apart").GetDouble();
        double[] ours = work.After(ComparedSteps), theirs = NpyFile.ReadDoubles(Path.Combine(exchange, $"peer-{work.Name}.npy"));
        double scale = ours.Max(Math.Abs);
        double gap = ours.Zip(theirs, (a, b) => double.IsNaN(b) ? double.PositiveInfinity : Math.Abs(a - b)).Max();
        return
        [
            new(peer.Library, $"{work.Name}, {ComparedSteps * StageWork.Stages} stages", ours.Length == theirs.Length ? gap / scale : 1),
            new(peer.Library, $"{work.Name}, its forms among themselves", apart / scale),
        ];
    }

    private IEnumerable<RatioRow> Against(StageWork work, PeerProcess peer)
    {
        session.Terminal.Line($"timing steps on {work.Name}, {rounds} rounds");
        var costs = Duel.Fight(
            [
                Contestant.Here("ours", work.Advance), new("whole", n => peer.Time($"{work.Name}, whole", n)),
                new("fastest", n => peer.Time($"{work.Name}, fastest", n)),
            ], rounds);
        string title = $"WENO5 step of three stages, {work.Name}";
        yield return RatioRow.Of(title, "numpy, whole arrays", PeerBar, costs[0], costs[1], _seeds);
        yield return RatioRow.Of(title, "numpy, its fastest form", PeerBar, costs[0], costs[2], _seeds);
    }

    /// <summary>By the clock: two threads take as much processor time as one.</summary>
    private RatioRow Threads()
    {
        session.Terminal.Line($"timing threads, {rounds} rounds");
        using StageWork one = new(Compared[^1], 1), two = new(Compared[^1], 2);
        var costs = Duel.Fight([Contestant.Here("one", one.Advance), Contestant.Here("two", two.Advance)], rounds);
        var row = RatioRow.Of($"two threads by the clock, {one.Name}", "one thread", ThreadsBar, costs[1], costs[0], _seeds);
        return row with { Ratio = row.WallRatio };
    }

    private Dictionary<string, double> ByGrid()
    {
        session.Terminal.Line($"timing grids, {rounds} rounds");
        StageWork[] works = [.. Sizes.Select(n => new StageWork(n, 1))];
        var costs = Duel.Fight([.. works.Select(w => Contestant.Here(w.Name, w.Advance))], rounds);
        var found = works.Zip(costs).ToDictionary(p => p.First.Name, p => Cost.Median(p.Second).Cpu * 1e6 / p.First.Grid.Count / StageWork.Stages);
        foreach (var work in works) work.Dispose();
        return found;
    }

    private static long Allocated()
    {
        using var work = new StageWork(Sizes[0], 2);
        return work.Allocated(100);
    }

    private static string Number(double value) => value.ToString(value < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);
}
