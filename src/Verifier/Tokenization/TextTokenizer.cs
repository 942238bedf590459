using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Forewarn.Core;
using Microsoft.ML.Tokenizers;

namespace Forewarn.Verifier;

/// <summary>Text to token ids and back, from a Hugging Face <c>tokenizer.json</c> with a byte-level BPE model.</summary>
public sealed class TextTokenizer
{
    private readonly BpeTokenizer _tokenizer;
    private readonly WordSplitter _splitter;
    private readonly TextNormalizer _normalizer;
    private readonly Dictionary<string, int> _added;
    private readonly HashSet<int> _addedIds;
    private readonly Dictionary<string, int>? _whole;
    private readonly Regex? _addedPattern;

    private TextTokenizer(
        BpeTokenizer tokenizer, WordSplitter splitter, TextNormalizer normalizer, Dictionary<string, int> added, Dictionary<string, int>? whole, int count)
    {
        (_tokenizer, _splitter, _normalizer, _added, _addedIds) = (tokenizer, splitter, normalizer, added, [.. added.Values]);
        (_whole, Count) = (whole, count);
        if (added.Count > 0)
            _addedPattern = new(string.Join('|', added.Keys.OrderByDescending(t => t.Length).Select(Regex.Escape)), RegexOptions.CultureInvariant);
    }

    /// <summary>One more than the greatest token id: rows that an embedding must have.</summary>
    public int Count { get; }

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
            var vocabulary = model["vocab"]!.AsObject().ToDictionary(p => p.Key, p => (int)p.Value!);
            var added = root["added_tokens"]!.AsArray().ToDictionary(t => (string)t!["content"]!, t => (int)t!["id"]!);
            if (!vocabulary.ContainsKey("Ġ") && !vocabulary.Keys.Any(k => k.StartsWith('Ġ')) && vocabulary.Keys.Any(k => k.StartsWith('▁')))
                throw Damaged(source, "words marked with '▁', as SentencePiece has them");
            // Merges are pairs, or in older files one text with a space.
            var merges = model["merges"]!.AsArray().Select(m => m is JsonArray pair ? $"{pair[0]} {pair[1]}" : (string)m!).ToArray();
            var splitter = WordSplitter.Parse(root["pre_tokenizer"]);
            var bpe = BpeTokenizer.Create(new BpeOptions(vocabulary) { Merges = merges, ByteLevel = true, PreTokenizer = splitter });
            return new(bpe, splitter, TextNormalizer.Parse(root["normalizer"]), added,
                (bool?)model["ignore_merges"] == true ? vocabulary : null, vocabulary.Values.Concat(added.Values).Append(-1).Max() + 1);
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw Damaged(source, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>Token ids of a text as it stands; never a special token, whatever the text says.</summary>
    public IReadOnlyList<int> Encode(string text)
    {
        if (_whole is null) return _tokenizer.EncodeToIds(text, considerNormalization: false);
        // Such vocabularies take a word that they hold as it is, even where merges would not lead to it.
        var ids = new List<int>();
        foreach (var (offset, length) in _splitter.PreTokenize(text))
        {
            string word = text.Substring(offset, length);
            if (_whole.TryGetValue(ByteSymbols.Write(word), out int id)) ids.Add(id);
            else ids.AddRange(_tokenizer.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false));
        }
        return ids;
    }

    /// <summary>Token ids of words inside a prompt: every word carries its leading space.</summary>
    public IReadOnlyList<int> EncodeWords(string text) => Encode(" " + text);

    /// <summary>Token ids of a whole prompt: special tokens where the text names them, normalized text between.</summary>
    public IReadOnlyList<int> EncodePrompt(string text)
    {
        var ids = new List<int>();
        int at = 0;
        foreach (Match match in _addedPattern?.Matches(text) ?? Enumerable.Empty<Match>())
        {
            AddText(text[at..match.Index]);
            ids.Add(_added[match.Value]);
            at = match.Index + match.Length;
        }
        AddText(text[at..]);
        return ids;

        void AddText(string part)
        {
            if (part.Length == 0) return;
            part = _normalizer.Normalize(part);
            ids.AddRange(Encode(_splitter.AddsPrefixSpace && !part.StartsWith(' ') ? " " + part : part));
        }
    }

    /// <summary>The text of token ids; special tokens are left out.</summary>
    public string Decode(IEnumerable<int> ids) => _tokenizer.Decode(ids.Where(i => !_addedIds.Contains(i)));

    /// <summary>Id of a special token.</summary>
    /// <exception cref="ForewarnException">The vocabulary lacks it.</exception>
    public int Special(string token) => TrySpecial(token, out int id)
        ? id
        : throw ForewarnException.Of("tokenizer.json", $"no special token '{token}'", "the tokens of the verifier's prompts", "Export the verifier again.");

    public bool TrySpecial(string token, out int id) => _added.TryGetValue(token, out id);

    private static ForewarnException Damaged(string source, string found, Exception? cause = null) => ForewarnException.Of(
        $"'{source}'", found, "a byte-level BPE tokenizer in Hugging Face form", "Export the verifier again.", ExitCode.Failed, cause);
}
