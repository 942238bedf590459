using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Preferences.Worlds;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public sealed class SelfPlayRewardTests
{
    private static readonly IntransitiveGame Game = IntransitiveGame.Circle;

    private static double Preferred(SampleBatch samples, int a, int b)
    {
        long[] choices = samples.Values.data<long>().ToArray();
        return Game.Wins[choices[a]][choices[b]];
    }

    [Fact]
    public void The_first_two_are_scored_against_the_others()
    {
        using var samples = new SampleBatch([0, 0, 0, 0, 1, 1, 1, 1], tensor(new long[] { 0, 1, 2, 2, 2, 0, 1, 0 }));
        double[] scores = new SelfPlayReward(4, Preferred).Score(samples);
        double[] expected = [0.2, 0.7, 0.5, 0.5, (0.3 + 0.8) / 2, (0.9 + 0.5) / 2, 0.5, 0.5];
        for (int i = 0; i < 8; i++) Assert.Equal(expected[i], scores[i], 1e-12);
    }

    [Fact]
    public void Its_mean_is_the_win_rate_against_the_policy()
    {
        using var policy = new CategoricalPolicy(new double[,] { { 0.3, -0.2, 0.5 } });
        using var samples = policy.Draw([.. Enumerable.Repeat(0, 4000)], 4, new SeedStream(3));
        double[] scores = new SelfPlayReward(4, Preferred).Score(samples), exact = Game.Against(policy.Probabilities()[0]);
        long[] choices = samples.Values.data<long>().ToArray();
        for (int a = 0; a < 3; a++)
        {
            double[] found = [.. Enumerable.Range(0, scores.Length).Where(i => i % 4 < 2 && choices[i] == a).Select(i => scores[i])];
            Assert.Equal(exact[a], found.Average(), 0.03);
        }
    }

    [Fact]
    public void Without_an_opponent_there_is_no_play()
    {
        using var two = new SampleBatch([0, 0], tensor(new long[] { 0, 1 }));
        Assert.Throws<ForewarnException>(() => new SelfPlayReward(2, Preferred).Score(two));
        Assert.Throws<ForewarnException>(() => new SelfPlayReward(3, Preferred).Score(two));
    }
}
