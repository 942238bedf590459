using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Forewarn.Recording;

namespace Forewarn.Evaluation.Preferences;

/// <summary>Judgments as a graph per prompt: plans are nodes, judgments are votes on edges.</summary>
internal sealed class JudgmentGraph
{
    /// <summary>Votes per unordered pair: +1 for the plan whose key is smaller, -1 for the other, 0 for a tie.</summary>
    private readonly Dictionary<(string Prompt, string Low, string High), List<int>> _votes = [];

    public JudgmentGraph(IEnumerable<PreferenceRecord> records)
    {
        foreach (var record in records)
        {
            string chosen = Node(record.Chosen), rejected = Node(record.Rejected);
            bool chosenIsLow = string.CompareOrdinal(chosen, rejected) < 0;
            var key = (record.PromptHash, chosenIsLow ? chosen : rejected, chosenIsLow ? rejected : chosen);
            if (!_votes.TryGetValue(key, out var votes)) _votes[key] = votes = [];
            votes.Add(record.Tie ? 0 : chosenIsLow ? 1 : -1);
        }
    }

    public LabelAgreement Agreement()
    {
        int pairs = 0, judgments = 0, agreeing = 0;
        foreach (var votes in _votes.Values.Where(v => v.Count > 1))
        {
            pairs++;
            judgments += votes.Count * (votes.Count - 1) / 2;
            agreeing += votes.GroupBy(v => v).Sum(g => g.Count() * (g.Count() - 1) / 2);
        }
        return new(pairs, judgments, agreeing);
    }

    public TripleCount Triples()
    {
        int triples = 0, cyclic = 0;
        foreach (var prompt in _votes.GroupBy(v => v.Key.Prompt))
        {
            var beats = new Dictionary<string, Dictionary<string, bool>>(StringComparer.Ordinal);
            foreach (var ((_, low, high), votes) in prompt)
            {
                int sum = votes.Sum();
                if (sum == 0) continue;
                Edges(beats, low)[high] = sum > 0;
                Edges(beats, high)[low] = sum < 0;
            }
            // Every triple once: a < b < c.
            foreach (var (a, of) in beats)
                foreach (string b in of.Keys.Where(b => string.CompareOrdinal(a, b) < 0))
                    foreach (string c in beats[b].Keys.Where(c => string.CompareOrdinal(b, c) < 0 && of.ContainsKey(c)))
                    {
                        triples++;
                        if (of[b] == beats[b][c] && of[b] == beats[c][a]) cyclic++;
                    }
        }
        return new(triples, cyclic);
    }

    private static Dictionary<string, bool> Edges(Dictionary<string, Dictionary<string, bool>> beats, string node) =>
        beats.TryGetValue(node, out var edges) ? edges : beats[node] = new(StringComparer.Ordinal);

    private static string Node(PreferencePlan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (float[] row in plan.Actions) hash.AppendData(MemoryMarshal.AsBytes<float>(row));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
