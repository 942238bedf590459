using Forewarn.Core;
using Forewarn.Verifier.Hub;

namespace Forewarn.Verifier.Chat;

/// <summary>Conversations as token ids, through the model's own chat template.</summary>
public sealed class ChatPrompt
{
    private readonly HubLanguage _language;
    private readonly ChatQuestions _questions;
    private readonly int _latentTokens, _planToken;

    /// <param name="latentTokens">Rows of a plan, <c>P</c>.</param>
    /// <exception cref="ForewarnException">The model has no chat template, or no token that a plan could be written into.</exception>
    public ChatPrompt(HubLanguage language, ChatQuestions questions, int latentTokens)
    {
        (_language, _questions, _latentTokens) = (language, questions, latentTokens);
        if (language.Template is null)
            throw ForewarnException.Of($"model folder '{language.Folder}'", "no chat template",
                "chat_template.jinja, or chat_template in tokenizer_config.json",
                "Use an instruction-tuned model; a base model answers no questions.", ExitCode.Usage);
        if (questions.PlanToken is null)
            _planToken = language.Config.ImageToken ?? throw ForewarnException.Of(
                $"model folder '{language.Folder}'", "no image_token_id", "one, or a plan token in the questions",
                "Name a special token that the model does not use, such as a reserved one.", ExitCode.Usage);
        else if (!language.Tokenizer.TrySpecial(questions.PlanToken, out _planToken))
            throw ForewarnException.Of("plan token", $"'{questions.PlanToken}'", $"a special token of '{language.Folder}'",
                "Name one that the model does not use, such as a reserved one.", ExitCode.Usage);
    }

    private bool Sees => _questions.PlanToken is null;

    /// <summary>The question about one plan, and where the plan's P rows begin.</summary>
    /// <exception cref="ForewarnException">The template does not write the plan's token exactly once.</exception>
    public (int[] Ids, int Plan) Narration()
    {
        // Models of text alone: a token they never met stands in the question.
        var ids = Ids(Sees ? new List<object?> { Part("image"), Part("text", _questions.Narrate) } : $"{_questions.PlanToken}\n{_questions.Narrate}");
        int[] places = [.. ids.Index().Where(i => i.Item == _planToken).Select(i => i.Index)];
        if (places.Length != 1)
            throw Displaced(places.Length, 1);
        return ([.. ids[..places[0]], .. Enumerable.Repeat(_planToken, _latentTokens), .. ids[(places[0] + 1)..]], places[0]);
    }

    /// <summary>The question about a plan that is shown in pictures, and where the pictures' rows are.</summary>
    /// <param name="pictures">How many.</param>
    /// <param name="tokens">Rows of each.</param>
    /// <exception cref="ForewarnException">The model reads no pictures, or its template does not write their token once for each.</exception>
    public (int[] Ids, int[] Places) Pictures(int pictures, int tokens)
    {
        if (!Sees)
            throw ForewarnException.Of("plan token", $"'{_questions.PlanToken}'", "none: pictures need a model that was made for them",
                $"Use a model that sees, or narrate '{_language.Folder}' from latents.", ExitCode.Usage);
        var ids = Ids(Enumerable.Repeat<object?>(Part("image"), pictures).Append(Part("text", _questions.Narrate)).ToList());
        int found = ids.Count(id => id == _planToken);
        if (found != pictures) throw Displaced(found, pictures);
        ids = [.. ids.SelectMany(id => Enumerable.Repeat(id, id == _planToken ? tokens : 1))];
        return ([.. ids], [.. ids.Index().Where(i => i.Item == _planToken).Select(i => i.Index)]);
    }

    /// <summary>The question which of some plans fits a wish; the last letter is for none of them.</summary>
    public int[] Choice(string wish, IReadOnlyList<string> options)
    {
        var lines = options.Append("none of these").Select((text, slot) => $"{Letter(slot)}. {text}");
        string text = _questions.Choose.Replace("{options}", string.Join('\n', lines), StringComparison.Ordinal).Replace("{wish}", wish, StringComparison.Ordinal);
        return [.. Ids(Sees ? new List<object?> { Part("text", text) } : text)];
    }

    /// <summary>Tokens that a letter may be answered with: alone, or with a leading space.</summary>
    public int[] Letters(int slot)
    {
        var words = _language.Tokenizer;
        int[] single = [.. new[] { words.Encode(Letter(slot)), words.EncodeWords(Letter(slot)) }.Where(t => t.Count == 1).Select(t => t[0]).Distinct()];
        return single.Length > 0 ? single : throw ForewarnException.Of($"tokenizer of '{_language.Folder}'", $"no token for the letter {Letter(slot)}", "one",
            "Use a model whose vocabulary holds single letters.");
    }

    private ForewarnException Displaced(int found, int pictures) => ForewarnException.Of($"chat template of '{_language.Folder}'",
        $"{found} times the token {_planToken} in a question about {(pictures == 1 ? "one picture" : $"{pictures} pictures")}",
        pictures == 1 ? "it once" : "it once for each", "Use a model whose template marks pictures, or name a plan token.");

    private static string Letter(int slot) => ((char)('A' + slot)).ToString();

    private static Dictionary<string, object?> Part(string type, string? text = null)
    {
        var part = new Dictionary<string, object?> { ["type"] = type };
        if (text is not null) part["text"] = text;
        return part;
    }

    private List<int> Ids(object content)
    {
        string prompt = _language.Template!.Render(new Dictionary<string, object?>
        {
            ["messages"] = new List<object?> { new Dictionary<string, object?> { ["role"] = "user", ["content"] = content } },
            ["add_generation_prompt"] = true,
            ["bos_token"] = _language.Config.BeginText ?? "", ["eos_token"] = _language.Config.EndText ?? "",
        });
        return [.. _language.Tokenizer.EncodePrompt(prompt)];
    }
}
