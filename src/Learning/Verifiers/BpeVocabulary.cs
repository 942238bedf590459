using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Forewarn.Core;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Byte-level byte-pair encoding (Sennrich et al. 2016; GPT-2's byte alphabet and word splitting): special tokens first,
/// then the 256 bytes, then one token per merge.
/// </summary>
public sealed partial class BpeVocabulary
{
    private readonly Dictionary<string, int> ids = [];
    private readonly Dictionary<(string, string), int> ranks = [];
    private readonly ConcurrentDictionary<string, int[]> cache = new();

    public BpeVocabulary(IReadOnlyList<string> specials, IReadOnlyList<(string Left, string Right)> merges)
    {
        (Specials, Merges) = (specials, merges);
        Tokens = [.. specials, .. ByteSymbols.Of.Select(c => c.ToString()), .. merges.Select(m => m.Left + m.Right)];
        for (int i = 0; i < Tokens.Count; i++)
            if (!ids.TryAdd(Tokens[i], i)) throw new ForewarnException($"vocabulary: token '{Tokens[i]}' occurs twice.");
        for (int i = 0; i < merges.Count; i++) ranks[merges[i]] = i;
    }

    /// <summary>Tokens that no text encodes to.</summary>
    public IReadOnlyList<string> Specials { get; }

    /// <summary>Merges, most frequent first.</summary>
    public IReadOnlyList<(string Left, string Right)> Merges { get; }

    /// <summary>Every token by id.</summary>
    public IReadOnlyList<string> Tokens { get; }

    public int Count => Tokens.Count;

    /// <summary>Id of one token as written in <see cref="Tokens"/>.</summary>
    public int Id(string token) => ids[token];

    /// <summary>Token ids of a text; never a special token.</summary>
    public IReadOnlyList<int> Encode(string text)
    {
        var result = new List<int>();
        foreach (Match word in WordPattern().Matches(text)) result.AddRange(EncodeWord(word.Value));
        return result;
    }

    /// <summary>The text of token ids; special tokens are left out.</summary>
    public string Decode(IEnumerable<int> tokens)
    {
        var bytes = tokens.Where(t => t >= Specials.Count).SelectMany(t => Tokens[t]).Select(c => ByteSymbols.Back[c]);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>GPT-2's splitting into words with their leading space, numbers, punctuation and white space.</summary>
    [GeneratedRegex(Pattern)]
    internal static partial Regex WordPattern();

    internal const string Pattern =
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private int[] EncodeWord(string word)
    {
        if (cache.TryGetValue(word, out var known)) return known;
        var symbols = Encoding.UTF8.GetBytes(word).Select(b => ByteSymbols.Of[b].ToString()).ToList();
        while (symbols.Count > 1)
        {
            int best = -1, rank = int.MaxValue;
            for (int i = 0; i + 1 < symbols.Count; i++)
                if (ranks.TryGetValue((symbols[i], symbols[i + 1]), out int r) && r < rank) (best, rank) = (i, r);
            if (best < 0) break;
            symbols[best] += symbols[best + 1];
            symbols.RemoveAt(best + 1);
        }
        var tokens = symbols.Select(s => ids[s]).ToArray();
        if (cache.Count < 10_000) cache[word] = tokens;
        return tokens;
    }
}
