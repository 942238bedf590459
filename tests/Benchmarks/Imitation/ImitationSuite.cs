using System.Globalization;
using System.Text.Json;
using Forewarn.Benchmarks.Peers;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Spectre.Console;

namespace Forewarn.Benchmarks.Imitation;

/// <summary>Updates of soft actor-critic against PyTorch, and environment steps against a plain loop in C, one thread each.</summary>
internal sealed class ImitationSuite(Session session, int rounds, ulong seed)
{
    private const int MemoryUpdates = 10_000;
    private const double StepBar = 0.95;
    private static readonly (int Width, double Bar)[] s_widths = [(64, 2), (256, 0.95)];
    private readonly SeedStreams _seeds = new(seed);

    /// <param name="peers">Root with PyTorch; null times ours and the environment alone.</param>
    /// <exception cref="ForewarnException">A peer computes something else, or the environment moves otherwise than the loop.</exception>
    public ImitationBenchReport Run(string? peers, bool compile)
    {
        var machine = BenchMachine.Here();
        SacWork[] works = [.. s_widths.Select(w => new SacWork(w.Width, _seeds.Stream("sac", w.Width)))];
        List<AgreementRow> agreement = [];
        List<RatioRow> ratios = [];
        Dictionary<string, JsonElement> said = [];
        if (peers is not null) Against(new PeerRoot(peers, session.Home, []), compile, works, agreement, ratios, said);
        var steps = Hoppers();
        ratios.Add(steps);
        session.Terminal.Line($"memory over {MemoryUpdates} updates");
        var (resident, allocated) = works[0].Memory(MemoryUpdates);
        return new(
            $"./forewarn bench imitation --peers FOLDER --rounds {rounds} --seed {seed}{(compile ? "" : " --no-compile")}",
            session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), machine, Sizes(), said, agreement, ratios,
            works.ToDictionary(w => w.Name, w => Cost.Median(w.Update, 9, 60)), works.ToDictionary(w => w.Name, Megaflop),
            HopperWork.StepsPerCall / steps.Ours.Cpu * 1e3, MemoryUpdates, resident / 1e6, allocated);
    }

    public static void Show(Terminal terminal, ImitationBenchReport report)
    {
        if (report.Agreement.Count > 0)
            terminal.Line($"Agreement: {report.Agreement.Count} comparisons, largest difference {report.Agreement.Max(a => a.Difference):G2}");
        foreach (var (name, cost) in report.Ours)
            terminal.Line($"{name}: {Number(cost.Cpu)} ms an update, {report.Megaflop[name]:F0} MFLOP");
        terminal.Line($"Hopper: {report.EnvironmentStepsPerSecond:F0} environment steps a second of one core");
        terminal.Line($"{report.MemoryUpdates} updates: {report.AllocatedBytes} bytes allocated, memory {report.ResidentGrowthMb:+0.0;-0.0;0} MB");
        var table = new ResultTable("work", "against", "ours ms", "theirs ms", "ratio", "95 %", "(clock)", "bar");
        foreach (var r in report.Ratios)
            table.Add(r.Reaches ? Color.Green : Color.Red, r.Work, r.Against, Number(r.Ours.Cpu), Number(r.Theirs.Cpu), Number(r.Ratio.Median),
                $"[{Number(r.Ratio.Low)}, {Number(r.Ratio.High)}]", $"({Number(r.WallRatio.Median)})", $"{r.Bar:0.00}");
        table.Show(terminal);
    }

    private void Against(
        PeerRoot root, bool compile, SacWork[] works, List<AgreementRow> agreement, List<RatioRow> ratios, Dictionary<string, JsonElement> said)
    {
        var exchange = new SacExchange(works, root.Exchange);
        var peers = new List<PeerProcess>();
        try
        {
            foreach (string library in root.Libraries)
            {
                session.Terminal.Line($"peer with {library}: loading, finding its fastest forms");
                var peer = new PeerProcess(root, library, "sac.py");
                peers.Add(peer);
                said[library] = peer.Prepare(compile);
                foreach (var work in works) agreement.AddRange(exchange.Compare(library, work.Name, peer.Answer(work.Name)));
            }
            if (agreement.Find(a => !a.Agrees) is { } apart)
                throw ForewarnException.Of($"peer ({apart.Peer}), {apart.What}", $"{apart.Difference:G3} apart",
                    $"at most {AgreementRow.Limit:G1} of the largest value", "Times of different computations say nothing: mend the peer.");
            for (int w = 0; w < works.Length; w++)
            {
                var work = works[w];
                session.Terminal.Line($"timing an update of {work.Name}, {rounds} rounds");
                var costs = Duel.Fight(
                    [Contestant.Here("ours", work.Update), .. peers.Select(p => new Contestant(p.Library, n => p.Time(work.Name, n)))], rounds);
                for (int p = 0; p < peers.Count; p++)
                    ratios.Add(Row($"SAC update, {work.Name}", $"PyTorch, {peers[p].Library}", s_widths[w].Bar, costs[0], costs[p + 1]));
            }
        }
        finally
        {
            foreach (var peer in peers) peer.Dispose();
        }
    }

    private RatioRow Hoppers()
    {
        using var work = new HopperWork(_seeds.Stream("hoppers"));
        var (difference, ended) = work.Compare();
        if (difference > 0 || ended)
            throw ForewarnException.Of(
                "hoppers", ended ? "one that fell" : $"{difference:G3} between both ways", "the same motions, none of them a fall",
                "Times of different motions say nothing: mend the work.");
        session.Terminal.Line($"timing environment steps, {rounds} rounds");
        var costs = Duel.Fight([new("ours", work.Ours), new("loop", work.Plain)], rounds);
        return Row("Hopper, environment steps", "loop over mj_step in C", StepBar, costs[0], costs[1]);
    }

    private RatioRow Row(string title, string against, double bar, Cost[] ours, Cost[] theirs) => new(
        title, against, bar, Cost.Median(ours), Cost.Median(theirs),
        RatioInterval.Of([.. theirs.Select(c => c.Cpu)], [.. ours.Select(c => c.Cpu)], _seeds.Stream(title + against)),
        RatioInterval.Of([.. theirs.Select(c => c.Wall)], [.. ours.Select(c => c.Wall)], _seeds.Stream(title + against, 1)));

    private static Dictionary<string, long> Sizes() => new()
    {
        ["batch"] = SacWork.Batch,
        ["states"] = SacWork.States,
        ["actions"] = SacWork.Actions,
        ["hoppers"] = HopperWork.Count,
        ["environmentStepsPerCall"] = HopperWork.StepsPerCall,
    };

    /// <summary>
    /// Actor: two passes forward and one back; critics: one target, two forward, one back to the weights and one to the inputs, each twice.
    /// </summary>
    private static double Megaflop(SacWork work)
    {
        var sac = work.Fresh();
        double Products(MlpShape s) =>
            2e-6 * SacWork.Batch * Enumerable.Range(0, s.Layers).Sum(l => (double)s.InputsOf(l) * s.OutputsOf(l));
        return 4 * Products(sac.Actor.Shape) + 2 * 6 * Products(sac.Critics.Nets[0].Shape);
    }

    private static string Number(double value) => value.ToString(value < 1 ? "F3" : value < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);
}
