using System.Globalization;
using System.Text.Json;
using Forewarn.Benchmarks.Peers;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Spectre.Console;
using static TorchSharp.torch;

namespace Forewarn.Benchmarks.Tuning;

/// <summary>A step of DPO and of REBEL on labeled pairs against PyTorch with the same network, loss and optimizer.</summary>
internal sealed class TuningSuite(Session session, int rounds, ulong seed)
{
    private const double Bar = 0.9;
    private static readonly string[] Works = ["dpo", "rebel"];
    private readonly SeedStreams _seeds = new(seed);

    /// <param name="peers">Root with PyTorch; null times ours alone.</param>
    /// <exception cref="ForewarnException">A peer computes something else.</exception>
    public TuningBenchReport Run(string? peers, bool compile)
    {
        var machine = BenchMachine.Here();
        using var work = new TuningWork(_seeds.Stream("tuning"));
        var duel = peers is null ? PeerResults.None : Against(new PeerRoot(peers, session.Home, []), compile, work);
        var ours = Works.ToDictionary(w => w, w => Cost.Median([.. Enumerable.Range(0, 9).Select(_ => Cost.Of(() => work.Step(w), 1))]));
        return new(
            $"./forewarn bench tuning --peers FOLDER --rounds {rounds} --seed {seed}",
            session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), machine, Sizes(work), duel.Said, duel.Agreement, duel.Ratios,
            ours, Gemm());
    }

    public static void Show(Terminal terminal, TuningBenchReport report)
    {
        if (report.Agreement.Count > 0)
            terminal.Line($"Agreement: {report.Agreement.Count} comparisons, largest difference {report.Agreement.Max(a => a.Difference):G2}");
        foreach (var (name, cost) in report.Ours) terminal.Line($"{name}: {Number(cost.Cpu)} ms a step, {report.Sizes["pairs"]} pairs");
        terminal.Line($"Bare fp32 product of the training library on one thread: {report.GemmGflops:F0} GFLOP/s");
        var table = new ResultTable("work", "against", "ours ms", "theirs ms", "ratio", "95 %", "(clock)", "bar");
        foreach (var r in report.Ratios)
            table.Add(r.Reaches ? Color.Green : Color.Red, r.Work, r.Against, Number(r.Ours.Cpu), Number(r.Theirs.Cpu), Number(r.Ratio.Median),
                $"[{Number(r.Ratio.Low)}, {Number(r.Ratio.High)}]", $"({Number(r.WallRatio.Median)})", $"{r.Bar:0.0}");
        if (report.Ratios.Count > 0) table.Show(terminal);
    }

    private PeerResults Against(PeerRoot root, bool compile, TuningWork work)
    {
        var exchange = new TuningExchange(work, root.Exchange);
        return new PeerDuel(root, "tuning.py", rounds, _seeds, session.Terminal.Line).Fight(
            compile, peer => Works.SelectMany(what => exchange.Compare(peer.Library, what, peer.Answer(what))),
            [.. Works.Select(what => new PeerWork(what, $"{what} step", Bar, () => work.Step(what)))]);
    }

    private static Dictionary<string, long> Sizes(TuningWork work) => new()
    {
        ["parameters"] = work.Parameters.Count,
        ["layers"] = work.Decoder.Layers,
        ["width"] = work.Decoder.Width,
        ["vocabulary"] = work.Decoder.Vocabulary,
        ["pairs"] = TuningWork.Pairs,
        ["tokens"] = work.Samples.Values.numel(),
        ["answerTokens"] = work.Samples.Mask!.data<bool>().ToArray().Count(m => m),
    };

    private static double Gemm()
    {
        const int size = 512;
        using var guard = no_grad();
        using var a = randn(size, size);
        using var b = randn(size, size);
        var cost = Cost.Median(() => a.matmul(b).Dispose(), 9);
        return 2.0 * size * size * size / cost.Cpu / 1e6;
    }

    private static string Number(double value) => value.ToString(value < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);
}
