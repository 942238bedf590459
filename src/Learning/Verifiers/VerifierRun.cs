using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Verifiers;

/// <summary>A trained verifier, as its run folder keeps it.</summary>
public sealed class VerifierRun : IDisposable
{
    private const string Name = "verifier", VocabularyFile = "tokenizer.json";

    /// <param name="parameters">Decoder and, after the joint stage, projector; the run takes ownership.</param>
    /// <param name="latents">Null after the text stage.</param>
    public VerifierRun(BpeVocabulary vocabulary, DecoderOptions decoder, ParameterStore parameters, LatentTokenForm? latents) =>
        (Vocabulary, Decoder, Parameters, Latents) = (vocabulary, decoder, parameters, latents);

    public BpeVocabulary Vocabulary { get; }

    public DecoderOptions Decoder { get; }

    public ParameterStore Parameters { get; }

    /// <summary>How latents become tokens; null after the text stage.</summary>
    public LatentTokenForm? Latents { get; }

    /// <exception cref="ForewarnException">The folder holds no finished verifier training, or a damaged one.</exception>
    public static VerifierRun Load(string folder)
    {
        var description = FinishedRun.Describe<Description>(folder, Name);
        var parameters = DecoderNet.Declare(new ParameterStore(new SeedStream(0)), description.Decoder);
        if (description.Latents is { } form)
            LatentProjector.Declare(parameters, form.Size, form.StepsPerToken, description.Decoder.Width);
        FinishedRun.LoadWeights(folder, Name, parameters);
        return new(ReadVocabulary(folder), description.Decoder, parameters, description.Latents);
    }

    /// <exception cref="ForewarnException">The folder holds no vocabulary.</exception>
    public static BpeVocabulary ReadVocabulary(string folder)
    {
        string path = Path.Combine(folder, VocabularyFile);
        if (!File.Exists(path))
            throw ForewarnException.Of($"verifier run '{folder}'", $"no {VocabularyFile}", "the run folder of a verifier training",
                "Check the path.", ExitCode.Usage);
        return TokenizerJson.Read(File.ReadAllBytes(path));
    }

    public void Dispose() => Parameters.Dispose();

    internal static void SaveDescription(string folder, VerifierTask task)
    {
        AtomicFile.Write(Path.Combine(folder, VocabularyFile), s => s.Write(TokenizerJson.Write(task.Vocabulary)));
        FinishedRun.SaveDescription(folder, Name, new Description(task.Options.Decoder, task.Form));
    }

    internal static void SaveWeights(string folder, VerifierTask task) =>
        FinishedRun.SaveWeights(folder, Name, task.Parameters);

    private sealed record Description(DecoderOptions Decoder, LatentTokenForm? Latents);
}
