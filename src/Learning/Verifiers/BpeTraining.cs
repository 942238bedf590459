using Forewarn.Core;
using System.Text;
using System.Text.RegularExpressions;

namespace Forewarn.Learning.Verifiers;

/// <summary>Learns the merges of a byte-level BPE vocabulary: the most frequent neighbouring pair first, ties by ordinal order.</summary>
public static class BpeTraining
{
    /// <param name="texts">Sentences as they will be encoded.</param>
    /// <param name="specials">Tokens that stand for no text.</param>
    /// <param name="size">Wanted number of tokens; fewer when no pair occurs twice any more.</param>
    public static BpeVocabulary Learn(IEnumerable<string> texts, IReadOnlyList<string> specials, int size)
    {
        var counts = new Dictionary<string, int>();
        foreach (var text in texts)
            foreach (Match word in BpeVocabulary.WordPattern().Matches(text))
                counts[word.Value] = counts.GetValueOrDefault(word.Value) + 1;
        var words = counts.OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => (Symbols: Encoding.UTF8.GetBytes(c.Key).Select(b => ByteSymbols.Of[b].ToString()).ToList(), Count: c.Value))
            .ToList();
        var merges = new List<(string, string)>();
        var made = new HashSet<string>();
        while (specials.Count + 256 + merges.Count < size && Best(words) is { } pair)
        {
            foreach (var (symbols, _) in words) Merge(symbols, pair);
            // Two pairs can spell the same token; the second merge would give one token two ids.
            if (made.Add(pair.Left + pair.Right)) merges.Add(pair);
        }
        return new(specials, merges);
    }

    private static (string Left, string Right)? Best(List<(List<string> Symbols, int Count)> words)
    {
        var pairs = new Dictionary<(string Left, string Right), int>();
        foreach (var (symbols, count) in words)
            for (int i = 0; i + 1 < symbols.Count; i++)
            {
                var pair = (symbols[i], symbols[i + 1]);
                pairs[pair] = pairs.GetValueOrDefault(pair) + count;
            }
        (string Left, string Right)? best = null;
        int most = 1;
        foreach (var (pair, count) in pairs)
        {
            bool better = count > most || (count == most && best is { } b && Order(pair, b) < 0);
            if (better) (best, most) = (pair, count);
        }
        return best;
    }

    private static int Order((string Left, string Right) a, (string Left, string Right) b)
    {
        int left = string.CompareOrdinal(a.Left, b.Left);
        return left != 0 ? left : string.CompareOrdinal(a.Right, b.Right);
    }

    private static void Merge(List<string> symbols, (string Left, string Right) pair)
    {
        for (int i = 0; i + 1 < symbols.Count; i++)
        {
            if (symbols[i] != pair.Left || symbols[i + 1] != pair.Right) continue;
            symbols[i] += symbols[i + 1];
            symbols.RemoveAt(i + 1);
        }
    }
}
