using System.Text.Json;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;
using Forewarn.Core;

namespace Forewarn.Benchmarks.Peers;

/// <summary>Works of ours against a peer's, with each matrix library of its root: first that they compute the same, then the times.</summary>
/// <param name="script">What answers, a file of <c>peers</c>.</param>
/// <param name="say">Told what goes on.</param>
internal sealed class PeerDuel(PeerRoot root, string script, int rounds, SeedStreams seeds, Action<string> say)
{
    /// <param name="compare">What a peer's answers are apart from ours.</param>
    /// <exception cref="ForewarnException">A peer computes something else.</exception>
    public PeerResults Fight(bool compile, Func<PeerProcess, IEnumerable<AgreementRow>> compare, IReadOnlyList<PeerWork> works)
    {
        var peers = new List<PeerProcess>();
        try
        {
            var (agreement, said) = (new List<AgreementRow>(), new Dictionary<string, JsonElement>());
            foreach (string library in root.Libraries)
            {
                say($"peer with {library}: loading, finding its fastest forms");
                var peer = new PeerProcess(root, library, script);
                peers.Add(peer);
                said[library] = peer.Prepare(compile);
                agreement.AddRange(compare(peer));
            }
            if (agreement.Find(a => !a.Agrees) is { } apart)
                throw ForewarnException.Of($"peer ({apart.Peer}), {apart.What}", $"{apart.Difference:G3} apart",
                    $"at most {AgreementRow.Limit:G1} of the largest value", "Times of different computations say nothing: mend the peer.");
            return new(agreement, [.. works.SelectMany(work => Time(work, peers))], said);
        }
        finally
        {
            foreach (var peer in peers) peer.Dispose();
        }
    }

    private IEnumerable<RatioRow> Time(PeerWork work, List<PeerProcess> peers)
    {
        say($"timing {work.Title}, {rounds} rounds");
        var costs = Duel.Fight(
            [
                .. work.Ours.Select(o => Contestant.Here(o.Title, o.Call)),
                .. peers.Select(p => new Contestant(p.Library, n => p.Time(work.What, n))),
            ], rounds);
        for (int o = 0; o < work.Ours.Count; o++)
            for (int p = 0; p < peers.Count; p++)
                yield return RatioRow.Of(work.Ours[o].Title, $"PyTorch, {peers[p].Library}", work.Ours[o].Bar, costs[o],
                    costs[work.Ours.Count + p], seeds);
    }
}
