using Forewarn.Core;

namespace Forewarn.Verifier.Chat;

/// <summary>Conversations as token ids, through the model's own chat template.</summary>
internal sealed class ChatPrompt
{
    private const string PlanTokenSetting = "planToken";

    private readonly ChatVerifier _verifier;
    private readonly int _planToken;
    private readonly string? _planText;

    /// <exception cref="ForewarnException">The model has no token that a plan could be written into.</exception>
    public ChatPrompt(ChatVerifier verifier)
    {
        _verifier = verifier;
        var decoder = verifier.Decoder;
        if (decoder.Config.ImageToken is int image) _planToken = image;
        else
        {
            // Models of text alone: a token they never met stands in the question.
            _planText = verifier.Package.Text(PlanTokenSetting);
            if (!decoder.Model.Tokenizer.TrySpecial(_planText, out _planToken))
                throw ForewarnException.Of($"package '{verifier.Package.Manifest.Name}': settings.{PlanTokenSetting}", $"'{_planText}'",
                    $"a special token of '{decoder.Folder}'", "Name one that the model does not use, such as a reserved one.", ExitCode.Usage);
        }
    }

    /// <summary>The question about one plan, and where the plan's P rows begin.</summary>
    /// <exception cref="ForewarnException">The template does not write the picture's token exactly once.</exception>
    public (int[] Ids, int Plan) Narration()
    {
        object content = _planText is null
            ? new List<object?> { Part("image"), Part("text", _verifier.Question) }
            : $"{_planText}\n{_verifier.Question}";
        var ids = Ids(content);
        int[] places = [.. ids.Index().Where(i => i.Item == _planToken).Select(i => i.Index)];
        if (places.Length != 1)
            throw ForewarnException.Of($"chat template of '{_verifier.Decoder.Folder}'", $"{places.Length} times the token {_planToken} in a question about one picture",
                "it once", "Use a model whose template marks pictures, or name a planToken.");
        return ([.. ids[..places[0]], .. Enumerable.Repeat(_planToken, _verifier.LatentTokens), .. ids[(places[0] + 1)..]], places[0]);
    }

    /// <summary>The question which of some plans fits a wish; the last letter is for none of them.</summary>
    public int[] Choice(string wish, IReadOnlyList<string> options)
    {
        var lines = options.Append("none of these").Select((text, slot) => $"{Letter(slot)}. {text}");
        string text = _verifier.Choice.Replace("{options}", string.Join('\n', lines), StringComparison.Ordinal).Replace("{wish}", wish, StringComparison.Ordinal);
        return [.. Ids(_planText is null ? new List<object?> { Part("text", text) } : text)];
    }

    /// <summary>Tokens that a letter may be answered with: alone, or with a leading space.</summary>
    public int[] Letters(int slot)
    {
        var words = _verifier.Decoder.Model.Tokenizer;
        int[] single = [.. new[] { words.Encode(Letter(slot)), words.EncodeWords(Letter(slot)) }.Where(t => t.Count == 1).Select(t => t[0]).Distinct()];
        return single.Length > 0 ? single : throw ForewarnException.Of($"tokenizer of '{_verifier.Decoder.Folder}'", $"no token for the letter {Letter(slot)}", "one",
            "Use a model whose vocabulary holds single letters.");
    }

    private static string Letter(int slot) => ((char)('A' + slot)).ToString();

    private static Dictionary<string, object?> Part(string type, string? text = null)
    {
        var part = new Dictionary<string, object?> { ["type"] = type };
        if (text is not null) part["text"] = text;
        return part;
    }

    private List<int> Ids(object content)
    {
        var decoder = _verifier.Decoder;
        string prompt = decoder.Template!.Render(new Dictionary<string, object?>
        {
            ["messages"] = new List<object?> { new Dictionary<string, object?> { ["role"] = "user", ["content"] = content } },
            ["add_generation_prompt"] = true,
            ["bos_token"] = decoder.Config.BeginText ?? "", ["eos_token"] = decoder.Config.EndText ?? "",
        });
        return [.. decoder.Model.Tokenizer.EncodePrompt(prompt)];
    }
}
