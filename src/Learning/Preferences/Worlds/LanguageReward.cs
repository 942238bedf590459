using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>Scores sentences of a <see cref="SyntheticLanguage"/>.</summary>
/// <param name="noise">
/// Adds a draw of the standard Gumbel distribution to every score, so that a comparison of two follows Bradley and Terry with
/// the true rewards; null for the rewards themselves.
/// </param>
public sealed class LanguageReward(SyntheticLanguage language, SeedStream? noise = null) : ISampleReward
{
    public double[] Score(SampleBatch samples)
    {
        var scores = new double[samples.Count];
        int width = (int)samples.Values.shape[1];
        long[] ids = samples.Values.data<long>().ToArray();
        var sentence = new int[language.Length];
        for (int b = 0; b < scores.Length; b++)
        {
            for (int i = 0; i < sentence.Length; i++) sentence[i] = (int)ids[(b + 1) * width - sentence.Length + i];
            scores[b] = language.Reward(sentence);
            // 1 - u is never zero.
            if (noise is not null) scores[b] -= Math.Log(-Math.Log(1 - noise.NextDouble()) + double.Epsilon);
        }
        return scores;
    }
}
