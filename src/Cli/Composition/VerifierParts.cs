using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Verifier;
using Forewarn.Verifier.Chat;
using Forewarn.Verifier.Hub;

namespace Forewarn.Cli.Composition;

/// <summary>Narrator and reader of one verifier: a package with its own decoder, or a projector before a language model from a hub folder.</summary>
internal sealed record VerifierParts(INarrator Narrator, IWishReader Reader, int LatentSteps, int LatentSize) : IDisposable
{
    private IReadOnlyList<IDisposable> Owned { get; init; } = [];

    /// <param name="package">Kind <c>verifier</c>; the caller keeps and disposes it.</param>
    /// <param name="world">Package name of the world model whose latents it reads.</param>
    /// <param name="decoder">Folder of the language model; empty for packages with a decoder of their own.</param>
    /// <param name="modes">Plans narrated together, for warming up and for the memory of the cache.</param>
    /// <exception cref="ForewarnException">Package and decoder do not fit each other.</exception>
    public static VerifierParts Load(ModelPackage package, string world, string decoder, string precision, RuntimeOptions runtime, int modes)
    {
        bool chats = package.Manifest.Settings.TryGetValue(PromptForm.Setting, out var form) && form.GetString() == PromptForm.Chat;
        if (chats != decoder.Length > 0)
            throw ForewarnException.Of("models.decoder", decoder.Length > 0 ? $"'{decoder}'" : "nothing",
                chats ? $"the folder of the language model that '{package.Manifest.Name}' was trained for"
                    : $"nothing: '{package.Manifest.Name}' has a decoder of its own",
                "Correct section models.", ExitCode.Usage);
        return chats ? Chat(package, decoder, precision, runtime, modes) : Own(package, world, modes);
    }

    public void Dispose()
    {
        foreach (var item in Owned) item.Dispose();
    }

    private static VerifierParts Own(ModelPackage package, string world, int modes)
    {
        var model = new VerifierModel(package, world);
        var narrator = new LatentNarrator(model);
        var reader = new WishReader(model);
        narrator.WarmUp(modes);
        reader.WarmUp(modes);
        return new(narrator, reader, model.LatentSteps, model.LatentSize) { Owned = [reader, narrator] };
    }

    private static VerifierParts Chat(ModelPackage package, string folder, string precision, RuntimeOptions runtime, int modes)
    {
        var decoder = HubDecoder.Open(folder, precision, runtime, modes);
        try
        {
            var verifier = new ChatVerifier(package, decoder);
            var narrator = new ChatNarrator(verifier);
            var reader = new ChatWishReader(verifier);
            narrator.WarmUp(modes);
            reader.WarmUp(modes);
            return new(narrator, reader, verifier.LatentSteps, verifier.LatentSize) { Owned = [reader, narrator, decoder] };
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }
}
