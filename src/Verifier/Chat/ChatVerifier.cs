using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Verifier.Hub;

namespace Forewarn.Verifier.Chat;

/// <summary>
/// A language model from elsewhere as verifier: a package holds the projector from latents to its tokens and the questions, a hub folder
/// the model. Latents are written into the rows of image tokens, where the model would have had a picture.
/// </summary>
public sealed class ChatVerifier
{
    /// <param name="package">Kind <c>verifier</c>, prompt form <c>chat</c>, graph <c>project</c>; the caller keeps and disposes it.</param>
    /// <param name="decoder">The caller keeps and disposes it.</param>
    /// <exception cref="ForewarnException">Package and model do not fit each other.</exception>
    public ChatVerifier(ModelPackage package, HubDecoder decoder)
    {
        (Package, Decoder) = (package, decoder);
        (LatentSteps, LatentSize, LatentTokens) = (package.Integer("latentSteps"), package.Integer("latentSize"), package.Integer("latentTokens"));
        (MaxOptions, NarrationTokens) = (package.Integer("maxOptions"), package.Integer("narrationTokens"));
        string form = package.Text(PromptForm.Setting);
        if (form != PromptForm.Chat)
            throw ForewarnException.Of($"package '{package.Manifest.Name}': settings.{PromptForm.Setting}", $"'{form}'", $"'{PromptForm.Chat}'",
                "Name a package that was made for a language model from a hub folder.", ExitCode.Usage);
        var output = package.Graph("project").Outputs[0];
        if (output.Shape[^1].Size != decoder.Model.Width)
            throw ForewarnException.Of($"package '{package.Manifest.Name}', graph 'project'", $"tokens of width {output.Shape[^1].Size}",
                $"{decoder.Model.Width} as in '{decoder.Language.Folder}'", "Train the projector for this language model.", ExitCode.Usage);
        Prompt = new(decoder.Language, ChatQuestions.Of(package), LatentTokens);
    }

    public ModelPackage Package { get; }

    public HubDecoder Decoder { get; }

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

    /// <summary>The questions in the model's own form.</summary>
    internal ChatPrompt Prompt { get; }
}
