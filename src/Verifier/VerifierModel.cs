using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.Verifier;

/// <summary>A loaded verifier package: its graphs, tokenizer and sizes, shared by narrator and wish reader.</summary>
public sealed class VerifierModel
{
    /// <param name="package">A package of kind <c>verifier</c>; the caller keeps and disposes it.</param>
    /// <param name="world">Package name of the world model whose latents are read; of use where the package knows several.</param>
    /// <exception cref="ForewarnException">The package lacks a graph, its tokenizer or a setting, or does not know the world model.</exception>
    public VerifierModel(ModelPackage package, string? world = null)
    {
        Package = package;
        string path = Path.Combine(package.Folder, "tokenizer.json");
        if (!File.Exists(path))
            throw ForewarnException.Of($"package '{package.Manifest.Name}'", "no tokenizer.json", "one", "Export the verifier again.");
        Decoder = new(package.Graph("embed"), package.Graph("decode"), TextTokenizer.Parse(File.ReadAllBytes(path), path),
            package.Integer("maxTokens"), package.Integer("vocabulary"));
        Prompt = package.Manifest.Settings.ContainsKey(PromptForm.Setting) ? package.Text(PromptForm.Setting) : PromptForm.Narration;
        if (!PromptForm.All.Contains(Prompt))
            throw ForewarnException.Of($"package '{package.Manifest.Name}': settings.{PromptForm.Setting}", $"'{Prompt}'",
                $"one of {string.Join(", ", PromptForm.All)}", "Update Forewarn, or export the package again.");
        (LatentSteps, LatentSize, LatentTokens) = (package.Integer("latentSteps"), package.Integer("latentSize"), package.Integer("latentTokens"));
        (MaxOptions, NarrationTokens) = (package.Integer("maxOptions"), package.Integer("narrationTokens"));
        string? task = TaskOf(package, world);
        Projector = package.Graph(task is null ? "project" : $"project.{task}");
        Lexicon = new(LexiconOf(package, task));
    }

    public ModelPackage Package { get; }

    /// <summary>The language model of the package.</summary>
    public DecoderModel Decoder { get; }

    public TextTokenizer Tokenizer => Decoder.Tokenizer;

    /// <summary>The words of the world model's task, or all that the package knows where it does not keep them apart.</summary>
    public WishLexicon Lexicon { get; }

    /// <summary>One of <see cref="PromptForm"/>: what stands before the answers that the package was trained to give.</summary>
    public string Prompt { get; }

    /// <summary><c>latents [K, H, Z]</c> of the world model to <c>embeds [K, P, D]</c>.</summary>
    public GraphSession Projector { get; }

    /// <summary>Width <c>D</c> of a token.</summary>
    public int Width => Decoder.Width;

    /// <summary>Longest sequence the rotary table covers.</summary>
    public int MaxTokens => Decoder.MaxTokens;

    /// <summary>Number of tokens <c>V</c>.</summary>
    public int Vocabulary => Decoder.Vocabulary;

    /// <summary>Imagined steps <c>H</c> that the projector reads.</summary>
    public int LatentSteps { get; }

    /// <summary>Latent size <c>Z</c>.</summary>
    public int LatentSize { get; }

    /// <summary>Tokens per plan <c>P</c>.</summary>
    public int LatentTokens { get; }

    /// <summary>Most options in one choice.</summary>
    public int MaxOptions { get; }

    /// <summary>Most tokens in a narration.</summary>
    public int NarrationTokens { get; }

    /// <summary>Of a package of several tasks the one that this world model belongs to; null for a package of one task.</summary>
    private static string? TaskOf(ModelPackage package, string? world)
    {
        if (!package.Manifest.Settings.TryGetValue(VerifierTasks.Worlds, out var worlds)) return null;
        // A package made of another one, such as cup-world-half, has that one's name in front.
        foreach (var known in worlds.EnumerateObject())
            if (world == known.Name || world?.StartsWith(known.Name + "-", StringComparison.Ordinal) == true)
                return known.Value.GetString();
        throw ForewarnException.Of($"verifier package '{package.Manifest.Name}'", world is null ? "no world model to read" : $"world model '{world}'",
            $"one of {string.Join(", ", worlds.EnumerateObject().Select(w => w.Name))}",
            "Use a world model that the verifier was trained with, or train the verifier with this one.", ExitCode.Usage);
    }

    private static IReadOnlyList<string> LexiconOf(ModelPackage package, string? task) =>
        task is not null && package.Manifest.Settings.TryGetValue(VerifierTasks.Lexicons, out var lexicons)
            && lexicons.TryGetProperty(task, out var words)
            ? [.. words.EnumerateArray().Select(word => word.GetString()!)]
            : package.Texts("lexicon");

    /// <exception cref="ForewarnException">The package was trained for another prompt form.</exception>
    internal void Require(string prompt)
    {
        if (Prompt != prompt)
            throw ForewarnException.Of($"package '{Package.Manifest.Name}': settings.{PromptForm.Setting}", $"'{Prompt}'", $"'{prompt}'",
                "A verifier answers only the form it was trained for: name a package of that form.", ExitCode.Usage);
    }

    /// <exception cref="ForewarnException">The rollout has another horizon or latent size, or is not finite.</exception>
    internal static void Require(LatentRollout rollout, int steps, int size)
    {
        if (rollout.Steps != steps || rollout.Size != size || rollout.Count < 1)
            throw ForewarnException.Of("rollout", $"[K={rollout.Count}, H={rollout.Steps}, Z={rollout.Size}]", $"[K >= 1, H={steps}, Z={size}]",
                "Use the world model that the verifier was trained with.", ExitCode.Usage);
        Shape.Require("rollout", rollout.Values.Length, ("K", rollout.Count), ("H", steps), ("Z", size));
        if (Shape.FirstNonFinite(rollout.Values) is int bad and >= 0)
            throw ForewarnException.Of($"rollout, plan {bad / (steps * size)}", $"{rollout.Values[bad]}", "finite latents",
                "The world model diverged: check its input pictures and state.");
    }
}
