using System.Text.Json;
using Forewarn.Benchmarks.Peers;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;
using Forewarn.Core;

namespace Forewarn.Benchmarks.Workloads;

/// <summary>Ratios of one run: ours against every peer, and sharing a prompt against not sharing it.</summary>
/// <param name="int8">The same work with an eight-bit decoder; null for none.</param>
internal sealed class SteeringBench(SteeringWorkload work, SteeringWorkload? int8, int rounds, Action<string> say)
{
    private const int SharedPrompt = 128, Candidates = 8;

    private readonly SeedStreams _seeds = new(1);

    /// <summary>The bar of the eight-bit decoder stands where it is used.</summary>
    private static readonly (string Title, string Peer, double Bar, double? Int8Bar)[] Works =
    [
        ("imagination", "imagine", 1.5, null), ("decoder: narrating", "narrate", 1.3, 0), ("whole decision", "decide", 1.3, 2),
    ];

    /// <exception cref="ForewarnException">A peer computes something else: then there is nothing to compare.</exception>
    public (IReadOnlyList<AgreementRow> Agreement, IReadOnlyList<RatioRow> Ratios, Dictionary<string, JsonElement> Peers) AgainstPeers(
        PeerRoot root, bool compile)
    {
        var exchange = new Exchange(work, root.Exchange);
        var peers = new List<PeerProcess>();
        try
        {
            var (agreement, said) = (new List<AgreementRow>(), new Dictionary<string, JsonElement>());
            foreach (string library in root.Libraries)
            {
                say($"peer with {library}: loading, finding its fastest forms");
                var peer = new PeerProcess(root, library);
                peers.Add(peer);
                said[library] = peer.Prepare(compile);
                agreement.AddRange(exchange.Compare(library, peer.Answer()));
            }
            if (agreement.Find(a => !a.Agrees) is { } apart)
                throw ForewarnException.Of($"peer ({apart.Peer}), {apart.What}", $"{apart.Difference:G3} apart",
                    $"at most {AgreementRow.Limit:G1} of the largest value", "Times of different computations say nothing: mend the peer.");
            var ratios = new List<RatioRow>();
            foreach (var (title, what, bar, int8Bar) in Works)
            {
                say($"timing {title}, {rounds} rounds");
                List<(string Title, double Bar, SteeringWorkload Work)> ours = [(title, bar, work)];
                if (int8 is not null && int8Bar is { } least) ours.Add(($"{title}, int8", least, int8));
                var costs = Duel.Fight(
                    [
                        .. ours.Select(o => Contestant.Here(o.Title, Call(what, o.Work))),
                        .. peers.Select(p => new Contestant(p.Library, n => p.Time(what, n))),
                    ], rounds);
                for (int o = 0; o < ours.Count; o++)
                    for (int p = 0; p < peers.Count; p++)
                        ratios.Add(Row(ours[o].Title, $"PyTorch, {peers[p].Library}", ours[o].Bar, costs[o], costs[ours.Count + p]));
            }
            return (agreement, ratios, said);
        }
        finally
        {
            foreach (var peer in peers) peer.Dispose();
        }
    }

    /// <summary>The eight-bit decoder against floats, both ours.</summary>
    public IReadOnlyList<RatioRow> Int8() => int8 is null ? [] :
    [
        .. Works.Where(w => w.Int8Bar is not null).Select(w =>
        {
            say($"timing {w.Title} in int8, {rounds} rounds");
            var costs = Duel.Fight([Contestant.Here("int8", Call(w.Peer, int8)), Contestant.Here("floats", Call(w.Peer, work))], rounds);
            return Row($"{w.Title}, int8", "floats", 0, costs[0], costs[1]);
        }),
    ];

    /// <summary>
    /// Sharing at its best, a long prompt and one token of each candidate, and what a decision's presentation orders have of
    /// it, whose wish is short and whose narrations are not.
    /// </summary>
    public IReadOnlyList<RatioRow> SharedPrompts()
    {
        var draw = _seeds.Stream("shared prompt");
        int[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => draw.Next(work.Verifier.Vocabulary))];
        int[][] tokens = [.. Enumerable.Range(0, Candidates).Select(_ => Words(1))];
        var (wish, orders) = work.Orders();
        return
        [
            Share($"shared prompt, {Candidates} candidates behind {SharedPrompt} tokens", 6, Words(SharedPrompt), tokens),
            Share($"shared wish, {orders.Length} orders of {orders[0].Length} behind {wish.Length} tokens", 0, wish, orders),
        ];
    }

    private static Action Call(string what, SteeringWorkload work) => what switch
    {
        "imagine" => () => work.Imagine(),
        "narrate" => () => work.Narrate(),
        _ => () => work.Decide(),
    };

    private RatioRow Share(string title, double bar, int[] prompt, int[][] ways)
    {
        using var prompts = new SharedPromptWork(work.Verifier, prompt, ways);
        say($"timing a {title}, {rounds} rounds");
        var costs = Duel.Fight(
            [
                Contestant.Here("shared", () => prompts.RunShared()), Contestant.Here("repeated", () => prompts.RunRepeated()),
            ], rounds);
        return Row(title, "prompt of each", bar, costs[0], costs[1]);
    }

    private RatioRow Row(string title, string against, double bar, Cost[] ours, Cost[] theirs) => new(
        title, against, bar, Cost.Median(ours), Cost.Median(theirs),
        RatioInterval.Of([.. theirs.Select(c => c.Cpu)], [.. ours.Select(c => c.Cpu)], _seeds.Stream(title + against)),
        RatioInterval.Of([.. theirs.Select(c => c.Wall)], [.. ours.Select(c => c.Wall)], _seeds.Stream(title + against, 1)));
}
