using Forewarn.Learning.Preferences;
using Forewarn.Learning.Preferences.Worlds;

namespace Forewarn.Learning.Tests.Preferences.Worlds;

/// <summary>What unseen answers do under DPO, HyPO and RLHF when the data are unlimited: every number to its printed digits.</summary>
public sealed class CoverageWorldTests
{
    private static readonly SharedFeaturePolicy Sparse = SharedFeaturePolicy.Sparse;

    [Theory]
    [InlineData(0, 10, 0.00103, 0, 0.99897, 0.582203, 13.793889, -4.993823)]
    [InlineData(1e-3, 9.978203, 0.001075, 0, 0.998925, 0.582204, 13.792973, -4.993548)]
    [InlineData(0.003, 5.723223, 0.84005, 0.002746, 0.157204, 0.601304, 2.302562, 0.054030)]
    [InlineData(0.03, 4.598369, 0.971064, 0.009777, 0.019159, 0.613100, 0.795026, 0.875270)]
    [InlineData(0.1, 1.076812, 0.745881, 0.254106, 0.000013, 0.669715, 0.126361, 0.745817)]
    public void HyPO_has_a_threshold_below_which_it_is_DPO(
        double klWeight, double weight, double a, double b, double c, double dpo, double kl, double reward) =>
        Check(Sparse.BestHypo(klWeight), weight, (a, b, c), dpo, kl, reward);

    [Fact]
    public void RLHF_is_held_by_its_KL_even_where_the_reward_model_is_wrong() =>
        Check(Sparse.BestRlhf([1, 0, 1]), 4.039412, (0.976507, 0.017194, 0.006299), 0.620072, 0.650810, 0.945010);

    [Fact]
    public void Before_tuning() => Check(0, 0, (0.5, 0.499999, 1e-6), 0.693147, 0, 0.499995);

    [Fact]
    public void Labels_follow_Bradley_Terry() => Assert.Equal(0.731059, CoverageWorld.Sparse.FirstPreferred, 1e-6);

    [Fact]
    public void At_the_DPO_optimum_even_the_forward_KL_is_large()
    {
        double[] policy = Sparse.Probabilities(Sparse.BestHypo(0));
        Assert.Equal(11.2, CoverageWorld.Sparse.ForwardKl(policy), 0.05);
    }

    [Fact]
    public void Near_the_threshold_the_loss_has_two_valleys_and_the_search_takes_the_deeper()
    {
        const double klWeight = 0.003;
        double Loss(double w) => CoverageWorld.Sparse.Hypo(Sparse.Probabilities(w), klWeight);
        double[] grid = [.. Enumerable.Range(0, 1501).Select(i => Loss(i * 0.01))];
        int valleys = Enumerable.Range(1, grid.Length - 2).Count(i => grid[i] < grid[i - 1] && grid[i] < grid[i + 1]);
        Assert.Equal(2, valleys);
        Assert.True(Loss(Sparse.BestHypo(klWeight)) <= grid.Min());
    }

    [Theory]
    [InlineData(0, 0.833116)]
    [InlineData(2, 0.458622)]
    [InlineData(4, -0.756211)]
    [InlineData(8, -1.960675)]
    public void DPO_says_nothing_about_a_logit_of_its_own(double drift, double reward)
    {
        double[] policy = Tilted(2, 0, drift);
        Assert.Equal(0.5822031, CoverageWorld.Flat.Dpo(policy), 1e-7);
        Assert.Equal(reward, CoverageWorld.Flat.TrueReward(policy), 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    public void DPO_keeps_a_drift_for_ever_and_HyPO_comes_back_from_any(double drift)
    {
        var world = CoverageWorld.Flat;
        double[] dpo = TabularDescent.Run(world, [0, 0, drift], 0);
        Assert.Equal(0.5822031, world.Dpo(dpo), 1e-7);
        // The first two logits move by plus and minus one, the third stays: one policy for each start.
        double[] kept = Tilted(1, -1, drift);
        for (int i = 0; i < 3; i++) Assert.Equal(kept[i], dpo[i], 1e-6);

        double[] hypo = TabularDescent.Run(world, [0, 0, drift], 0.05);
        Assert.Equal((0.775393, 0.098585, 0.126022), (hypo[0], hypo[1], hypo[2]), Near);
        Assert.Equal(0.231287, world.ReverseKl(hypo), 1e-6);
        Assert.Equal(0.523348, world.TrueReward(hypo), 1e-6);
        Assert.Equal(0.919652, world.Margin(hypo), 1e-6);
    }

    [Fact]
    public void From_a_start_without_drift_DPO_earns_more_than_HyPO_and_both_less_than_the_soft_optimum()
    {
        var world = CoverageWorld.Flat;
        double dpo = world.TrueReward(TabularDescent.Run(world, [0, 0, 0], 0));
        Assert.InRange(dpo, 0.72, 0.83);
        Assert.True(dpo > world.TrueReward(TabularDescent.Run(world, [0, 0, 0], 0.05)));
        double[] optimum = Distribution.Tilted(world.Reference, [.. world.Reward.Select(r => r / world.Beta)]);
        Assert.Equal(0.901011, world.TrueReward(optimum), 1e-6);
        Assert.True(dpo < world.TrueReward(optimum));
    }

    private static void Check(double found, double weight, (double A, double B, double C) policy, double dpo, double kl, double reward)
    {
        var world = CoverageWorld.Sparse;
        Assert.Equal(weight, found, 1e-6);
        double[] p = Sparse.Probabilities(found);
        Assert.Equal(policy.A, p[0], 5e-6);
        Assert.Equal(policy.B, p[1], 5e-6);
        Assert.Equal(policy.C, p[2], 5e-6);
        Assert.Equal(dpo, world.Dpo(p), 1e-6);
        Assert.Equal(kl, world.ReverseKl(p), 1e-6);
        Assert.Equal(reward, world.TrueReward(p), 1e-6);
    }

    private static double[] Tilted(params double[] offsets) => Distribution.Tilted(CoverageWorld.Flat.Reference, offsets);

    private static bool Near((double, double, double) a, (double, double, double) b) =>
        Math.Abs(a.Item1 - b.Item1) < 1e-6 && Math.Abs(a.Item2 - b.Item2) < 1e-6 && Math.Abs(a.Item3 - b.Item3) < 1e-6;
}
