using CsCheck;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Language;
using Forewarn.Verifier;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class BpeTests
{
    private static readonly Lazy<BpeVocabulary> Cup = new(() => LanguageTokenizer.Learn([CupLanguage.Language], 768));

    [Fact]
    public void Every_string_survives_encoding() =>
        Text.Sample(text => Assert.Equal(text, Cup.Value.Decode(Cup.Value.Encode(text))), iter: 2000);

    [Fact]
    public void Training_and_run_time_tokenize_alike()
    {
        var runtime = TextTokenizer.Parse(TokenizerJson.Write(Cup.Value));
        Text.Sample(text => Same(runtime, text), iter: 1000);
        Gen.String[Gen.Char["abcdeghilmnoprstuy',. <>A"], 0, 40].Sample(text => Same(runtime, text), iter: 1000);
        var seed = new Core.SeedStreams(3).Stream("tokens");
        for (int i = 0; i < 500; i++) Same(runtime, " " + CupLanguage.Language.SampleWish((LanguageSplit)(i % 5), seed).Text);
    }

    [Fact]
    public void The_json_form_loses_nothing()
    {
        var read = TokenizerJson.Read(TokenizerJson.Write(Cup.Value));
        Assert.Equal(Cup.Value.Tokens, read.Tokens);
        Assert.Equal(Cup.Value.Merges, read.Merges);
    }

    [Fact]
    public void Special_tokens_have_the_ids_the_prompts_use()
    {
        Assert.Equal(PromptTokens.Names, Cup.Value.Tokens.Take(PromptTokens.Names.Count));
        Assert.Equal("<A>", PromptTokens.Names[PromptTokens.FirstLetter]);
        Assert.Equal("<none>", PromptTokens.Names[PromptTokens.None]);
        Assert.Equal("<means>", PromptTokens.Names[PromptTokens.Means]);
        Assert.Equal("<answer>", PromptTokens.Names[PromptTokens.Answer]);
        Assert.Equal(PromptTokens.None + 1, PromptTokens.Names.Count);
    }

    [Fact]
    public void Nearly_every_word_of_the_language_is_one_token() =>
        Assert.True(CupLanguage.Language.Lexicon.Count(w => Cup.Value.Encode(" " + w).Count == 1) >= CupLanguage.Language.Lexicon.Count - 3);

    [Fact]
    public void The_most_frequent_pair_is_merged_first_and_a_pair_seen_once_never()
    {
        var learned = BpeTraining.Learn(["aab", "aab", "aac", "xy"], ["<pad>"], 300);
        Assert.Equal([("a", "a"), ("aa", "b")], learned.Merges);
    }

    [Fact]
    public void Learning_again_gives_the_same_vocabulary() => Assert.Equal(Cup.Value.Merges, LanguageTokenizer.Learn([CupLanguage.Language], 768).Merges);

    private static void Same(TextTokenizer runtime, string text)
    {
        var ids = Cup.Value.Encode(text);
        Assert.Equal(ids, runtime.Encode(text));
        Assert.Equal(text, runtime.Decode(ids));
    }

    // Lone surrogates are no text: UTF-8 replaces them.
    private static readonly Gen<string> Text = Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['\u0001', '\u02ff'], Gen.Char['\u0300', '\ud7ff'])
        .Array[0, 40].Select(c => new string(c));
}
