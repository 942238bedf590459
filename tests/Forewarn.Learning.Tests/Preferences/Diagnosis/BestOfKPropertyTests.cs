using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Preferences.Diagnosis;

namespace Forewarn.Learning.Tests.Preferences.Diagnosis;

public sealed class BestOfKPropertyTests
{
    [Fact]
    public void Choices_with_ties_are_a_distribution_within_the_bound() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 12]).Sample((seed, k) =>
        {
            var stream = new SeedStream(seed);
            double[] policy = Distribution.Softmax([.. Enumerable.Range(0, 6).Select(_ => stream.NextNormal())]);
            double[] scores = [.. Enumerable.Range(0, 6).Select(_ => (double)stream.Next(3))];
            double[] chosen = BestOfK.Distribution(policy, scores, k);
            Assert.Equal(1, chosen.Sum(), 1e-12);
            Assert.True(Distribution.Kl(chosen, policy) <= BestOfK.KlBudget(k) + 1e-12);
            // Equal scores keep their proportions.
            for (int i = 1; i < 6; i++)
                if (scores[i] == scores[0]) Assert.Equal(policy[i] / policy[0], chosen[i] / chosen[0], 1e-9);
        });

    [Fact]
    public void Choices_are_as_frequent_as_drawing_makes_them()
    {
        double[] policy = [0.5, 0.3, 0.15, 0.05], reward = [0, 0.2, 1, 2];
        var seed = new SeedStream(3);
        var counts = new double[4];
        const int rounds = 20_000;
        for (int r = 0; r < rounds; r++)
            counts[Enumerable.Range(0, 3).Select(_ => Distribution.Draw(policy, seed)).MaxBy(i => reward[i])]++;
        double[] exact = BestOfK.Distribution(policy, reward, 3);
        for (int i = 0; i < 4; i++) Assert.Equal(exact[i], counts[i] / rounds, 0.012);
    }
}
