using Forewarn.Core;
using Forewarn.Verifier.Templates;

namespace Forewarn.Verifier.Hub;

/// <summary>The words of a model folder: configuration, tokenizer and chat template, without any graph or weights.</summary>
public sealed class HubLanguage
{
    private HubLanguage(string folder, HubConfig config, TextTokenizer tokenizer, ChatTemplate? template) =>
        (Folder, Config, Tokenizer, Template) = (folder, config, tokenizer, template);

    public string Folder { get; }

    public HubConfig Config { get; }

    public TextTokenizer Tokenizer { get; }

    /// <summary>Null where the model has none.</summary>
    public ChatTemplate? Template { get; }

    /// <exception cref="ForewarnException">A file is missing, damaged or of another kind.</exception>
    public static HubLanguage Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw ForewarnException.Of($"model folder '{folder}'", "no such folder", "a folder with config.json", "Check the path.", ExitCode.Usage);
        var config = HubConfig.Read(folder);
        var template = config.Template is var (text, source) ? ChatTemplate.Parse(text, source) : null;
        string words = Path.Combine(folder, "tokenizer.json");
        if (!File.Exists(words))
            throw ForewarnException.Of($"model folder '{folder}'", "no tokenizer.json", "one", "Copy the model folder again, whole.", ExitCode.Usage);
        return new(folder, config, TextTokenizer.Parse(File.ReadAllBytes(words), words), template);
    }

    /// <summary>The tokens any of which ends an answer.</summary>
    /// <exception cref="ForewarnException">The folder names none.</exception>
    public IReadOnlyCollection<int> Ends()
    {
        HashSet<int> ends = [.. Config.EndTokens];
        if (Config.EndText is { } text && Tokenizer.TrySpecial(text, out int id)) ends.Add(id);
        return ends.Count > 0 ? ends : throw ForewarnException.Of($"model folder '{Folder}'", "no eos_token_id and no eos_token",
            "the token that ends an answer", "Copy the model folder again, whole.");
    }
}
