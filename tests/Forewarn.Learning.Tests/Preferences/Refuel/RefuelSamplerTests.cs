using Forewarn.Core;
using Forewarn.Learning.Preferences;

namespace Forewarn.Learning.Tests.Preferences.Refuel;

public sealed class RefuelSamplerTests
{
    /// <summary>Every turn pays its answer, times ten per turn; the answer 9 ends the episode.</summary>
    private sealed class Counting(double ending = 0) : IResettableEpisodes<(int Turn, double Luck), int>
    {
        public (int, double) Start(SeedStream seed) => (0, seed.NextDouble());

        public int Answer((int Turn, double Luck) state, SeedStream seed) => seed.NextDouble() < ending ? 9 : seed.Next(3);

        public ((int Turn, double Luck) Next, bool Over, double Reward) Execute((int Turn, double Luck) state, int answer, SeedStream seed) =>
            ((state.Turn + 1, state.Luck), answer == 9, answer * Math.Pow(10, state.Turn));
    }

    [Fact]
    public void Rewards_count_from_the_turn_on_and_answers_differ()
    {
        var sampler = new RefuelSampler<(int Turn, double Luck), int>(new Counting(), 4);
        int drawn = 0;
        for (int i = 0; i < 300; i++)
        {
            if (sampler.Draw(new SeedStream(1).Child("pair", i)) is not { } pair) continue;
            drawn++;
            Assert.Equal(pair.Turn, pair.State.Turn);
            Assert.NotEqual(pair.First, pair.Second);
            double scale = Math.Pow(10, pair.Turn);
            // Below the digit of this turn there is nothing, in it stands the answer.
            Assert.Equal(pair.First, pair.ToGo.First / scale % 10, 1e-9);
            Assert.Equal(pair.Second, pair.ToGo.Second / scale % 10, 1e-9);
            Assert.True(pair.ToGo.First < 1e4 && pair.ToGo.Second < 1e4);
        }
        // Of three answers two drawn alike are a third.
        Assert.InRange(drawn, 150, 250);
    }

    [Fact]
    public void An_episode_that_is_over_before_the_turn_gives_no_pair()
    {
        var sampler = new RefuelSampler<(int Turn, double Luck), int>(new Counting(0.9), 5);
        var turns = Enumerable.Range(0, 4000).Select(i => sampler.Draw(new SeedStream(2).Child("pair", i))).OfType<RefuelPair<(int, double), int>>()
            .GroupBy(p => p.Turn).ToDictionary(g => g.Key, g => g.Count());
        Assert.True(turns[0] > 5 * turns.GetValueOrDefault(1));
    }

    [Fact]
    public void The_same_seed_draws_the_same_pair()
    {
        var sampler = new RefuelSampler<(int Turn, double Luck), int>(new Counting(0.1), 5, TurnSampling.Nested);
        for (int i = 0; i < 50; i++) Assert.Equal(sampler.Draw(new SeedStream(3).Child("pair", i)), sampler.Draw(new SeedStream(3).Child("pair", i)));
    }

    [Fact]
    public void Turns_are_drawn_as_often_as_their_shares_say()
    {
        Assert.Equal((1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0) / 5, TurnSampling.Nested.Shares(5)[0], 1e-12);
        foreach (var sampling in Enum.GetValues<TurnSampling>())
        {
            double[] shares = sampling.Shares(5), counts = new double[5];
            Assert.Equal(1, shares.Sum(), 1e-12);
            var seed = new SeedStream(4);
            for (int i = 0; i < 20_000; i++) counts[sampling.Draw(5, seed)]++;
            for (int h = 0; h < 5; h++) Assert.Equal(shares[h], counts[h] / 20_000, 0.015);
        }
    }
}
