using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Preferences.Worlds;

namespace Forewarn.Learning.Tests.Preferences.Worlds;

public sealed class BestOfKTests
{
    private static readonly double[] Policy = [0.5, 0.3, 0.15, 0.05], Reward = [0, 0.2, 1, 2];

    [Theory]
    [InlineData(1, 0.31)]
    [InlineData(4, 0.845314)]
    [InlineData(6, 1.052068)]
    public void The_reward_of_the_best_of_K(int k, double reward) =>
        Assert.Equal(reward, Distribution.Mean(BestOfK.Choices(Policy, Reward, k), Reward), 1e-6);

    [Fact]
    public void The_best_of_six_is_a_policy_of_known_distance()
    {
        double[] chosen = BestOfK.Choices(Policy, Reward, 6);
        double[] expected = [0.015625, 0.246519, 0.472948, 0.264908];
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], chosen[i], 1e-6);
        Assert.Equal(0.882252, Distribution.Kl(chosen, Policy), 1e-6);
        Assert.Equal(0.958426, BestOfK.KlBound(6), 1e-6);
        Assert.Equal(2.2589, BestOfK.KlBound(25), 5e-5);
    }

    [Fact]
    public void A_verifier_that_swaps_the_two_best_costs_what_it_costs() =>
        Assert.Equal(0.902165, Distribution.Mean(BestOfK.Choices(Policy, [0, 0.2, 2, 1], 6), Reward), 1e-6);

    [Fact]
    public void Choices_with_ties_are_a_distribution_within_the_bound() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 12]).Sample((seed, k) =>
        {
            var stream = new SeedStream(seed);
            double[] policy = Distribution.Softmax([.. Enumerable.Range(0, 6).Select(_ => stream.NextNormal())]);
            double[] scores = [.. Enumerable.Range(0, 6).Select(_ => (double)stream.Next(3))];
            double[] chosen = BestOfK.Choices(policy, scores, k);
            Assert.Equal(1, chosen.Sum(), 1e-12);
            Assert.True(Distribution.Kl(chosen, policy) <= BestOfK.KlBound(k) + 1e-12);
            // Equal scores keep their proportions.
            for (int i = 1; i < 6; i++)
                if (scores[i] == scores[0]) Assert.Equal(policy[i] / policy[0], chosen[i] / chosen[0], 1e-9);
        });

    [Fact]
    public void Choices_equal_what_drawing_gives()
    {
        var seed = new SeedStream(3);
        var counts = new double[4];
        const int rounds = 20_000;
        for (int r = 0; r < rounds; r++)
            counts[Enumerable.Range(0, 3).Select(_ => Distribution.Draw(Policy, seed)).MaxBy(i => Reward[i])]++;
        double[] exact = BestOfK.Choices(Policy, Reward, 3);
        for (int i = 0; i < 4; i++) Assert.Equal(exact[i], counts[i] / rounds, 0.012);
    }
}
