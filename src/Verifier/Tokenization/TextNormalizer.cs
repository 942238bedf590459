using System.Text;
using System.Text.Json.Nodes;

namespace Forewarn.Verifier;

/// <summary>The <c>normalizer</c> of a <c>tokenizer.json</c>: lower case and Unicode forms, in the order given.</summary>
internal sealed class TextNormalizer
{
    private readonly List<Func<string, string>> _steps = [];

    /// <exception cref="FormatException">A kind of normalizer that is not known.</exception>
    public static TextNormalizer Parse(JsonNode? node)
    {
        var normalizer = new TextNormalizer();
        if (node is not null) normalizer.Add(node);
        return normalizer;
    }

    public string Normalize(string text) => _steps.Aggregate(text, (t, step) => step(t));

    private void Add(JsonNode node)
    {
        switch ((string?)node["type"])
        {
            case "Sequence":
                foreach (var step in node["normalizers"]!.AsArray()) Add(step!);
                break;
            case "Lowercase": _steps.Add(t => t.ToLowerInvariant()); break;
            case "NFC": _steps.Add(t => t.Normalize(NormalizationForm.FormC)); break;
            case "NFD": _steps.Add(t => t.Normalize(NormalizationForm.FormD)); break;
            case "NFKC": _steps.Add(t => t.Normalize(NormalizationForm.FormKC)); break;
            case "NFKD": _steps.Add(t => t.Normalize(NormalizationForm.FormKD)); break;
            case var other: throw new FormatException($"a normalizer of type '{other}'");
        }
    }
}
