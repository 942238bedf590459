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
        List<AgreementRow> agreement = [];
        List<RatioRow> ratios = [];
        Dictionary<string, JsonElement> said = [];
        if (peers is not null) Against(new PeerRoot(peers, session.Home, []), compile, work, agreement, ratios, said);
        var ours = Works.ToDictionary(w => w, w => Cost.Median([.. Enumerable.Range(0, 9).Select(_ => Cost.Of(() => work.Step(w), 1))]));
        return new(
            $"./forewarn bench tuning --peers FOLDER --rounds {rounds} --seed {seed}",
            session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), machine, Sizes(work), said, agreement, ratios,
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

    private void Against(
        PeerRoot root, bool compile, TuningWork work, List<AgreementRow> agreement, List<RatioRow> ratios, Dictionary<string, JsonElement> said)
    {
        var exchange = new TuningExchange(work, root.Exchange);
        var peers = new List<PeerProcess>();
        try
        {
            foreach (string library in root.Libraries)
            {
                session.Terminal.Line($"peer with {library}: loading, finding its fastest forms");
                var peer = new PeerProcess(root, library, "tuning.py");
                peers.Add(peer);
                said[library] = peer.Prepare(compile);
                foreach (string what in Works) agreement.AddRange(exchange.Compare(library, what, peer.Answer(what)));
            }
            if (agreement.Find(a => !a.Agrees) is { } apart)
                throw ForewarnException.Of($"peer ({apart.Peer}), {apart.What}", $"{apart.Difference:G3} apart",
                    $"at most {AgreementRow.Limit:G1} of the largest value", "Times of different computations say nothing: mend the peer.");
            foreach (string what in Works)
            {
                session.Terminal.Line($"timing {what}, {rounds} rounds");
                var costs = Duel.Fight(
                    [Contestant.Here("ours", () => work.Step(what)), .. peers.Select(p => new Contestant(p.Library, n => p.Time(what, n)))], rounds);
                for (int p = 0; p < peers.Count; p++) ratios.Add(Row($"{what} step", $"PyTorch, {peers[p].Library}", costs[0], costs[p + 1]));
            }
        }
        finally
        {
            foreach (var peer in peers) peer.Dispose();
        }
    }

    private RatioRow Row(string title, string against, Cost[] ours, Cost[] theirs) => new(
        title, against, Bar, Cost.Median(ours), Cost.Median(theirs),
        RatioInterval.Of([.. theirs.Select(c => c.Cpu)], [.. ours.Select(c => c.Cpu)], _seeds.Stream(title + against)),
        RatioInterval.Of([.. theirs.Select(c => c.Wall)], [.. ours.Select(c => c.Wall)], _seeds.Stream(title + against, 1)));

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
