using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Forewarn.Core;
using Microsoft.ML.Tokenizers;

namespace Forewarn.Verifier;

/// <summary>Text to token ids and back, from a Hugging Face <c>tokenizer.json</c> with a byte-level BPE model.</summary>
public sealed partial class TextTokenizer
{
    private readonly BpeTokenizer tokenizer;
    private readonly Dictionary<string, int> specials;
    private readonly HashSet<int> specialIds;

    private TextTokenizer(BpeTokenizer tokenizer, Dictionary<string, int> specials) =>
        (this.tokenizer, this.specials, specialIds) = (tokenizer, specials, [.. specials.Values]);

    /// <param name="json">Content of <c>tokenizer.json</c>.</param>
    /// <param name="source">Where it came from, for messages.</param>
    /// <exception cref="ForewarnException">The file is damaged or of another kind of tokenizer.</exception>
    public static TextTokenizer Parse(ReadOnlySpan<byte> json, string source = "tokenizer.json")
    {
        try
        {
            var root = JsonNode.Parse(json)!;
            var model = root["model"]!;
            if ((string?)model["type"] != "BPE") throw Damaged(source, $"a model of type '{model["type"]}'");
            var vocabulary = model["vocab"]!.AsObject().Select(p => KeyValuePair.Create(p.Key, (int)p.Value!)).ToArray();
            var specials = root["added_tokens"]!.AsArray().ToDictionary(t => (string)t!["content"]!, t => (int)t!["id"]!);
            // Merges are pairs, or in older files one text with a space.
            var merges = model["merges"]!.AsArray().Select(m => m is JsonArray pair ? $"{pair[0]} {pair[1]}" : (string)m!).ToArray();
            var bpe = BpeTokenizer.Create(new BpeOptions(vocabulary)
            {
                Merges = merges,
                ByteLevel = true,
                PreTokenizer = new RegexPreTokenizer(WordPattern(), null),
            });
            return new(bpe, specials);
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw Damaged(source, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>Token ids of a text; never a special token, whatever the text says.</summary>
    public IReadOnlyList<int> Encode(string text) => tokenizer.EncodeToIds(text, considerNormalization: false);

    /// <summary>Token ids of words inside a prompt: every word carries its leading space.</summary>
    public IReadOnlyList<int> EncodeWords(string text) => Encode(" " + text);

    /// <summary>The text of token ids; special tokens are left out.</summary>
    public string Decode(IEnumerable<int> ids) => tokenizer.Decode(ids.Where(i => !specialIds.Contains(i)));

    /// <summary>Id of a special token.</summary>
    /// <exception cref="ForewarnException">The vocabulary lacks it.</exception>
    public int Special(string token) => specials.TryGetValue(token, out int id)
        ? id
        : throw ForewarnException.Of("tokenizer.json", $"no special token '{token}'", "the tokens of the verifier's prompts", "Export the verifier again.");

    /// <summary>GPT-2's splitting into words with their leading space, numbers, punctuation and white space.</summary>
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex WordPattern();

    private static ForewarnException Damaged(string source, string found, Exception? cause = null) => ForewarnException.Of(
        $"'{source}'", found, "a byte-level BPE tokenizer in Hugging Face form", "Export the verifier again.", ExitCode.Failed, cause);
}
