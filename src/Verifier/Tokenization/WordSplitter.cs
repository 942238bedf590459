using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Forewarn.Verifier;

/// <summary>
/// The <c>pre_tokenizer</c> of a <c>tokenizer.json</c>: rules that cut a text into words one after the other; merges never cross a cut.
/// </summary>
internal sealed partial class WordSplitter : PreTokenizer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<Regex> _rules;

    private WordSplitter(IReadOnlyList<Regex> rules) => _rules = rules;

    /// <summary>GPT-2's splitting into words with their leading space, numbers, punctuation and white space.</summary>
    public static WordSplitter Gpt2 { get; } = new([WordPattern()]);

    /// <summary>Whether a text gets a leading space if it has none.</summary>
    public bool AddsPrefixSpace { get; private init; }

    /// <exception cref="FormatException">A kind of rule that is not known.</exception>
    public static WordSplitter Parse(JsonNode? node)
    {
        if (node is null) return Gpt2;
        var rules = new List<Regex>();
        bool prefix = false;
        foreach (var rule in (string?)node["type"] == "Sequence" ? node["pretokenizers"]!.AsArray() : [node.DeepClone()])
        {
            switch ((string?)rule!["type"])
            {
                case "ByteLevel":
                    prefix |= (bool?)rule["add_prefix_space"] ?? false;
                    if ((bool?)rule["use_regex"] ?? true) rules.Add(WordPattern());
                    break;
                case "Digits":
                    rules.Add((bool?)rule["individual_digits"] == true ? OneDigit() : Digits());
                    break;
                case "Split":
                    rules.Add(Split(rule));
                    break;
                case var other:
                    throw new FormatException($"a pre_tokenizer of type '{other}'");
            }
        }
        return new(rules) { AddsPrefixSpace = prefix };
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text) => Cut(text);

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => Cut(text.ToString());

    /// <summary>Every rule isolates its matches and leaves what lies between as words of their own.</summary>
    private List<(int Offset, int Length)> Cut(string text)
    {
        List<(int Offset, int Length)> words = [(0, text.Length)];
        foreach (var rule in _rules)
        {
            List<(int, int)> cut = [];
            foreach (var (offset, length) in words)
            {
                int at = offset;
                string word = text.Substring(offset, length);
                foreach (Match match in rule.Matches(word))
                {
                    if (match.Length == 0) continue;
                    if (offset + match.Index > at) cut.Add((at, offset + match.Index - at));
                    cut.Add((offset + match.Index, match.Length));
                    at = offset + match.Index + match.Length;
                }
                if (at < offset + length) cut.Add((at, offset + length - at));
            }
            words = cut;
        }
        return words;
    }

    private static Regex Split(JsonNode rule)
    {
        string behavior = (string?)rule["behavior"] ?? "";
        if (behavior != "Isolated" && !(behavior == "Removed" && (bool?)rule["invert"] == true))
            throw new FormatException($"a pre_tokenizer Split with behavior '{behavior}'");
        var pattern = rule["pattern"]!;
        return new((string?)pattern["Regex"] ?? Regex.Escape((string)pattern["String"]!), RegexOptions.CultureInvariant, Patience);
    }

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"\p{N}")]
    private static partial Regex OneDigit();

    [GeneratedRegex(@"\p{N}+")]
    private static partial Regex Digits();
}
