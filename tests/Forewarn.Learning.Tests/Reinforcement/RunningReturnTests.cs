using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Tests.Reinforcement;

public sealed class RunningReturnTests
{
    [Fact]
    public void Rewards_are_divided_by_the_deviation_of_the_discounted_return()
    {
        // Two environments, the second of which starts anew in the last row: its trace is 2, not 2 + 0.5 * 4.
        var scale = new RewardScale(2, 0.5);
        float[] rewards = [1, 2, 1.5f, 3, 1, 2], starts = [1, 1, 0, 0, 0, 1];
        double[] traces = [1, 2, 2, 4, 2, 2];
        double mean = traces.Average(), deviation = Math.Sqrt(traces.Select(t => (t - mean) * (t - mean)).Average());
        scale.Apply(rewards, starts);
        Assert.Equal(deviation, scale.Deviation, 1e-3);
        Assert.Equal(3 / deviation, rewards[3], 1e-2);
        // The next roll-out goes on where this one stopped.
        float[] more = [1, 1];
        scale.Apply(more, [0, 0]);
        double[] all = [.. traces, 2, 2];
        double later = all.Average();
        Assert.Equal(Math.Sqrt(all.Select(t => (t - later) * (t - later)).Average()), scale.Deviation, 1e-3);
    }

    [Fact]
    public void Returns_are_those_of_the_last_whole_episodes()
    {
        var returns = new EpisodeReturns(2);
        Assert.Equal(0, returns.Mean);
        returns.Observe([1, 10, 2, 20], [1, 1, 0, 0], [0, 0, 1, 0]);
        Assert.Equal([3, 0], returns.Last.ToArray());
        Assert.Equal(3, returns.Mean);
        returns.Observe([5, 30, 6, 40], [1, 0, 0, 1], [0, 1, 0, 0]);
        Assert.Equal([3, 60], returns.Last.ToArray());
        Assert.Equal([1, 1], returns.Finished.ToArray());
        Assert.Equal(31.5, returns.Mean);
    }

    [Fact]
    public void States_are_normalized_as_the_moments_say()
    {
        var states = new float[60];
        var seed = new SeedStream(1);
        for (int i = 0; i < 60; i++) states[i] = (i % 3) * 5 + (float)((i % 3 + 0.5) * seed.NextNormal());
        StateNormalizer normalizer = new(3, 2), other = new(3, 2);
        var moments = new RunningMoments(3);
        normalizer.Observe(states);
        moments.Observe(states);
        float[] wanted = [.. states], found = new float[60];
        moments.Normalize(wanted, 2);
        normalizer.Apply(states, found);
        for (int i = 0; i < 60; i++) Assert.Equal(wanted[i], found[i], 1e-5);
        Assert.Contains(found, f => Math.Abs(f) == 2);
        Snapshots.Move(normalizer, other);
        Assert.Equal(normalizer.Rate.ToArray(), other.Rate.ToArray());
    }

    [Fact]
    public void A_gaussian_policy_acts_by_its_mean_and_within_the_limits()
    {
        var net = new Mlp(new(2, [], 1), new SeedStream(1));
        (net.Values[0], net.Values[1], net.Values[2]) = (1, 0, 0.25f);
        var policy = new GaussianPolicy(net, null, Math.Log(0.5));
        float[] states = [0.1f, 0, 3, 0], actions = new float[2];
        policy.Act(states, actions, null);
        Assert.Equal([0.35f, 1], actions);
        policy.Act(states, actions, new SeedStream(4));
        Assert.Equal(Math.Clamp(0.35 + 0.5 * new SeedStream(4).NextNormal(), -1, 1), actions[0], 1e-6);
    }
}
