using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Preferences.Worlds;

namespace Forewarn.Learning.Tests.Preferences.Worlds;

/// <summary>What an exact REBEL step is: mirror descent, natural gradient, and to first order RLOO.</summary>
public sealed class BanditWorldTests
{
    private static readonly Gen<ulong> Seeds = Gen.ULong;

    [Fact]
    public void The_soft_optimum_is_the_best_policy_and_reaches_the_soft_value() => Seeds.Sample(seed =>
    {
        var world = World(seed);
        Assert.Equal(world.SoftOptimum(), world.Objective(world.SoftOptimal()), 1e-12);
        var other = BanditWorld.Drawn(8, 10, 0.1, new SeedStream(seed ^ 1)).SoftOptimal();
        Assert.True(world.Objective(other) < world.SoftOptimum());
    }, iter: 20);

    [Fact]
    public void Exact_steps_on_the_shaped_reward_climb_to_the_soft_optimum() => Seeds.Sample(seed =>
    {
        var world = World(seed);
        var policy = world.Reference();
        double before = world.Objective(policy);
        // Each step takes the share eta beta off the distance.
        for (int step = 0; step < 150; step++)
        {
            policy = world.ExactStep(policy, eta: 1);
            double now = world.Objective(policy);
            Assert.True(now >= before - 1e-12);
            before = now;
        }
        Assert.Equal(world.SoftOptimum(), before, 1e-9);
    }, iter: 5);

    [Fact]
    public void T_exact_steps_on_one_reward_stop_at_the_optimum_of_beta_one_over_eta_T() => Seeds.Sample(seed =>
    {
        double[] reward = World(seed).Rewards[0], start = World(seed ^ 3).SoftOptimal()[0], policy = start;
        for (int step = 0; step < 4; step++) policy = Distribution.Tilted(policy, [.. reward.Select(r => 0.5 * r)]);
        double[] optimum = Distribution.Tilted(start, [.. reward.Select(r => r / 0.5)]);
        for (int a = 0; a < policy.Length; a++) Assert.Equal(optimum[a], policy[a], 1e-14);
    }, iter: 20);

    [Fact]
    public void An_exact_step_solves_the_regression_without_residual() => Seeds.Sample(seed =>
    {
        double[] reward = World(seed).Rewards[0], old = World(seed ^ 5).SoftOptimal()[0];
        double[] next = Distribution.Tilted(old, [.. reward.Select(r => 0.7 * r)]);
        for (int a = 0; a < old.Length; a++)
            for (int b = 0; b < old.Length; b++)
                Assert.Equal(0.7 * (reward[a] - reward[b]), Math.Log(next[a] / old[a]) - Math.Log(next[b] / old[b]), 1e-10);
    }, iter: 10);

    [Fact]
    public void For_log_linear_policies_the_REBEL_step_is_the_natural_gradient() => Seeds.Sample(seed =>
    {
        var (policy, weights, reward) = LogLinear(seed);
        double[] rebel = policy.RebelStep(weights, reward, 0.6), natural = policy.NaturalGradientStep(weights, reward, 0.6);
        for (int d = 0; d < rebel.Length; d++) Assert.Equal(natural[d], rebel[d], 1e-9);

        // And it is the minimizer of the loss itself, not of a linearization: any other step costs more.
        double[] next = [.. weights.Zip(rebel, (w, d) => w + d)];
        double best = policy.RebelLoss(next, weights, reward, 0.6);
        for (int d = 0; d < next.Length; d++)
            foreach (double nudge in new[] { -1e-3, 1e-3 })
                Assert.True(policy.RebelLoss([.. next.Select((w, i) => i == d ? w + nudge : w)], weights, reward, 0.6) > best);
    }, iter: 20);

    [Fact]
    public void The_first_gradient_of_REBEL_is_minus_four_eta_policy_gradients() => Seeds.Sample(seed =>
    {
        var (policy, weights, reward) = LogLinear(seed);
        const double eta = 0.6, h = 1e-5;
        double[] gradient = policy.PolicyGradient(weights, reward);
        for (int d = 0; d < weights.Length; d++)
        {
            double Loss(double nudge) => policy.RebelLoss([.. weights.Select((w, i) => i == d ? w + nudge : w)], weights, reward, eta);
            Assert.Equal(-4 * eta * gradient[d], (Loss(h) - Loss(-h)) / (2 * h), 1e-6);
        }
    }, iter: 20);

    private static BanditWorld World(ulong seed) => BanditWorld.Drawn(8, 10, 0.1, new SeedStream(seed));

    private static (LogLinearPolicy Policy, double[] Weights, double[] Reward) LogLinear(ulong seed)
    {
        var stream = new SeedStream(seed);
        double[] Normals(int n) => [.. Enumerable.Range(0, n).Select(_ => stream.NextNormal())];
        var features = Enumerable.Range(0, 7).Select(_ => Normals(3)).ToArray();
        return (new(features), Normals(3), Normals(7));
    }
}
