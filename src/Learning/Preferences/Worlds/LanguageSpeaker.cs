using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;

namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>A small causal transformer that speaks a <see cref="SyntheticLanguage"/>, at first uniformly.</summary>
public sealed class LanguageSpeaker : IDisposable
{
    private readonly SyntheticLanguage language;
    private readonly SampleBatch sentences;

    /// <param name="seed">Source of the initial weights.</param>
    public LanguageSpeaker(SyntheticLanguage language, SeedStream seed)
    {
        this.language = language;
        var size = Size(language);
        Parameters = DecoderNet.Declare(new ParameterStore(seed), size);
        // Without a gain behind the last layer all words are equally likely: the reference is exactly the language's.
        Parameters.Import("norm", new float[size.Width]);
        var prompt = new TokenPrompt(language.Words) { Answers = [.. Enumerable.Range(0, language.Words)] };
        Policy = new(Parameters, size, [prompt], new() { MaxAnswer = language.Length });
        sentences = Policy.Batch([.. language.Sentences.Select(s => (0, s))]);
    }

    /// <summary>Two layers of width 32; one token beside the words, which starts a sentence and is never said.</summary>
    public static DecoderOptions Size(SyntheticLanguage language) => new()
    {
        Width = 32, Layers = 2, Heads = 4, KvHeads = 2, Hidden = 64, Vocabulary = language.Words + 1, MaxTokens = language.Length + 1,
    };

    public ParameterStore Parameters { get; }

    /// <summary>Knows one prompt, the empty sentence.</summary>
    public TokenPolicy Policy { get; }

    /// <summary>Exact reward, KL divergence and value of the present weights, by way of every sentence.</summary>
    public (double Reward, double Kl, double Value) Judge() =>
        language.Judge(PairTask.LogProb(Policy, sentences, Parameters));

    public void Dispose()
    {
        sentences.Dispose();
        Policy.Dispose();
        Parameters.Dispose();
    }
}
