using Forewarn.Core;
using Forewarn.Learning.Preferences.Worlds;

namespace Forewarn.Learning.Tests.Preferences.Worlds;

public sealed class LanguageSpeakerTests
{
    private static readonly SyntheticLanguage Language = SyntheticLanguage.Default;

    [Fact]
    public void It_starts_as_the_reference()
    {
        using var speaker = new LanguageSpeaker(Language, new SeedStream(1));
        var (reward, kl, value) = speaker.Judge();
        Assert.Equal(0.725, reward, 1e-6);
        Assert.Equal(0, kl, 1e-6);
        Assert.Equal(0.725, value, 1e-6);
    }

    [Fact]
    public void Its_sentences_have_five_words_and_the_rewards_of_the_table()
    {
        using var speaker = new LanguageSpeaker(Language, new SeedStream(1));
        using var samples = speaker.Policy.Draw([0, 0, 0], 700, new SeedStream(2));
        double[] scores = new LanguageReward(Language).Score(samples);
        for (int b = 0; b < scores.Length; b += 41)
        {
            int[] sentence = Forewarn.Learning.Preferences.TokenPolicy.AnswerOf(samples, b);
            Assert.Equal(5, sentence.Length);
            Assert.Equal(Language.Reward(sentence), scores[b]);
        }
        // Five standard errors; a sentence's reward has a standard deviation near 1.2.
        Assert.Equal(0.725, scores.Average(), 0.14);
    }

    [Fact]
    public void Noisy_scores_compare_as_Bradley_and_Terry_have_it()
    {
        const int pairs = 4000;
        using var speaker = new LanguageSpeaker(Language, new SeedStream(1));
        (int, int[])[] two = [(0, [0, 1, 2, 3, 0]), (0, [0, 1, 2, 3, 3])];
        using var samples = speaker.Policy.Batch([.. Enumerable.Repeat(two, pairs).SelectMany(p => p)]);
        double[] plain = new LanguageReward(Language).Score(samples), noisy = new LanguageReward(Language, new SeedStream(3)).Score(samples);
        double want = 1 / (1 + Math.Exp(plain[1] - plain[0]));
        double got = Enumerable.Range(0, pairs).Average(i => noisy[2 * i] > noisy[2 * i + 1] ? 1.0 : 0.0);
        Assert.Equal(want, got, 5 * Math.Sqrt(want * (1 - want) / pairs));
    }
}
