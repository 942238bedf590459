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
    public PeerResults AgainstPeers(PeerRoot root, bool compile)
    {
        var exchange = new Exchange(work, root.Exchange);
        return new PeerDuel(root, "peer.py", rounds, _seeds, say).Fight(
            compile, peer => exchange.Compare(peer.Library, peer.Answer()), [.. Works.Select(w => new PeerWork(w.Peer, w.Title, Ours(w)))]);

        IReadOnlyList<(string, double, Action)> Ours((string Title, string Peer, double Bar, double? Int8Bar) w) =>
            int8 is not null && w.Int8Bar is { } least
                ? [(w.Title, w.Bar, Call(w.Peer, work)), ($"{w.Title}, int8", least, Call(w.Peer, int8))]
                : [(w.Title, w.Bar, Call(w.Peer, work))];
    }

    /// <summary>The eight-bit decoder against floats, both ours.</summary>
    public IReadOnlyList<RatioRow> Int8() => int8 is null ? [] :
    [
        .. Works.Where(w => w.Int8Bar is not null).Select(w =>
        {
            say($"timing {w.Title} in int8, {rounds} rounds");
            var costs = Duel.Fight([Contestant.Here("int8", Call(w.Peer, int8)), Contestant.Here("floats", Call(w.Peer, work))], rounds);
            return RatioRow.Of($"{w.Title}, int8", "floats", 0, costs[0], costs[1], _seeds);
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
        return RatioRow.Of(title, "prompt of each", bar, costs[0], costs[1], _seeds);
    }
}
