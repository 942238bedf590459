using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.InverseRl.Rewards;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Tests.InverseRl.Rewards;

public sealed class EnsembleRewardTests
{
    private static readonly SeedStream Seed = new SeedStreams(4).Stream("ensemble");

    [Fact]
    public void Combination() => Gen.Select(Gen.Float[-5, 5].Array[1, 7], Gen.Double[-2, 2]).Sample((values, kappa) =>
    {
        IRewardModel[] members = [.. values.Select(v => new ConstantReward(v))];
        var cloud = Clouds.Normal(2, 1, 1, 0, 1, 1);
        double mean = values.Average(v => (double)v), spread = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        Assert.All(Clouds.Rewards(new EnsembleReward(members, kappa: kappa), cloud, 2), r => Assert.Equal(mean + kappa * spread, r, 1e-5));
        Assert.All(Clouds.Rewards(new EnsembleReward(members, EnsembleCombination.Pessimistic), cloud, 2), r => Assert.Equal(values.Min(), r));
    });

    [Fact]
    public void Members_differ_in_weights_and_batches()
    {
        var (expert, learner) = (Clouds.Normal(300, 2, 1, 0, 1, 1), Clouds.Normal(300, 2, 1, 1, 1, 2));
        var options = IpmRewardOptions.IrlPlusPlus with { Hidden = [8], Batch = 16 };
        var ensemble = EnsembleReward.Of(2, Seed, s => new IpmReward(options, expert, s));
        var (a, b) = ((IpmReward)ensemble.Members[0], (IpmReward)ensemble.Members[1]);
        Assert.NotEqual(a.Net.Values, b.Net.Values);
        // From equal weights they part only if their batches differ.
        b.Net.CopyFrom(a.Net);
        var figures = ensemble.Update(expert, learner, 0, Seed.Child("update"));
        Assert.NotEqual(a.Net.Values, b.Net.Values);
        Assert.True(figures["gap_spread"] > 0);
    }

    [Fact]
    public void A_fixed_reward_stays()
    {
        var (expert, learner) = (Clouds.Normal(300, 2, 1, 0, 1, 1), Clouds.Normal(300, 2, 1, 1, 1, 2));
        var model = new IpmReward(new() { Hidden = [8], Batch = 16 }, expert, Seed);
        var reward = new FixedReward(model);
        float[] before = Clouds.Rewards(model, learner, 20);
        Assert.Empty(reward.Update(expert, learner, 0, Seed));
        Assert.Equal(before, Clouds.Rewards(reward, learner, 20));
    }

    [Fact]
    public void An_empty_ensemble_is_refused() => Assert.Throws<ForewarnException>(() => EnsembleReward.Of(0, Seed, _ => new ConstantReward()));
}
