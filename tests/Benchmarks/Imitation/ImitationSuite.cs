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
        var duel = peers is null ? PeerResults.None : Against(new PeerRoot(peers, session.Home, []), compile, works);
        var steps = Hoppers();
        session.Terminal.Line($"memory over {MemoryUpdates} updates");
        var (resident, allocated) = works[0].Memory(MemoryUpdates);
        return new(
            $"./forewarn bench imitation --peers FOLDER --rounds {rounds} --seed {seed}{(compile ? "" : " --no-compile")}",
            session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), machine, Sizes(), duel.Said, duel.Agreement, [.. duel.Ratios, steps],
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

    private PeerResults Against(PeerRoot root, bool compile, SacWork[] works)
    {
        var exchange = new SacExchange(works, root.Exchange);
        return new PeerDuel(root, "sac.py", rounds, _seeds, session.Terminal.Line).Fight(
            compile, peer => works.SelectMany(work => exchange.Compare(peer.Library, work.Name, peer.Answer(work.Name))),
            [.. works.Select((work, w) => new PeerWork(work.Name, $"SAC update, {work.Name}", s_widths[w].Bar, work.Update))]);
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
        return RatioRow.Of("Hopper, environment steps", "loop over mj_step in C", StepBar, costs[0], costs[1], _seeds);
    }

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
