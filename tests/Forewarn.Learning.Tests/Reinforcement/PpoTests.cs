using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Tests.InverseRl;

namespace Forewarn.Learning.Tests.Reinforcement;

public sealed class PpoTests
{
    private static readonly PpoOptions Options = new()
    {
        Environments = 8, RollOutSteps = 20, Hidden = [32], Epochs = 4, Minibatches = 4, LearningRate = 3e-3, Gamma = 0.9,
    };

    [Fact]
    public void It_learns_to_go_to_the_mark()
    {
        using var episodes = Episodes(8, 2);
        var ppo = new Ppo(Options, 1, 1, new SeedStream(1));
        double before = PolicyReturns.Of(ppo.Policy, new LineEnvironment(), 5, new SeedStream(9)).Average();
        ppo.Improve(episodes, new TaskReward(), 12_000, new SeedStream(3));
        double after = PolicyReturns.Of(ppo.Policy, new LineEnvironment(), 5, new SeedStream(9)).Average();
        // Standing still earns -20; straight to 1 and staying there about -4.
        Assert.InRange(before, -40, -10);
        Assert.InRange(after, -5, 0);
    }

    /// <summary>Rows: running, cut by the time limit after 3 steps, running again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_time_limit_is_looked_past_unless_told_otherwise(bool timeLimitsEnd)
    {
        using var episodes = Episodes(2, 3, horizon: 3);
        var normalizer = new StateNormalizer(1, 10);
        normalizer.Observe([-1, 0, 1.5f]);
        var policy = new GaussianPolicy(new Mlp(new(1, [4], 1), new SeedStream(1)), normalizer, -3);
        var critic = new Mlp(new(1, [8], 1, Activation.Tanh), new SeedStream(2));
        var tape = new MlpTape(critic.Shape, 5);
        var rollOut = new PpoRollOut(2, 5, 1, 1);
        rollOut.Collect(episodes, policy, new MlpTape(policy.Net.Shape, 2), timeLimitsEnd, new SeedStream(4));
        rollOut.Judge(policy, critic, tape);

        Assert.Equal([1, 1, 0, 0, 0, 0, 1, 1, 0, 0], rollOut.Starts);
        Assert.Equal([0, 0, 0, 0, 1, 1, 0, 0, 0, 0], rollOut.Ends);
        for (int row = 0; row < 10; row++)
        {
            bool cut = row is 4 or 5;
            Assert.Equal(Value(rollOut.Batch.States[row]), rollOut.Values[row]);
            Assert.Equal(cut && timeLimitsEnd ? 0 : Value(rollOut.Batch.NextStates[row]), rollOut.NextValues[row]);
            // The limit cuts the time, not the place: the next row starts elsewhere.
            if (row < 8) Assert.Equal(cut, rollOut.Batch.NextStates[row] != rollOut.Batch.States[row + 2]);
        }

        float Value(float state)
        {
            var input = new float[1];
            normalizer.Apply([state], input);
            critic.Forward(input, tape);
            return tape.Outputs[0];
        }
    }

    [Fact]
    public void Terminal_states_have_no_value()
    {
        // A policy that walks off the edge: 20 steps of 0.1.
        using var episodes = Episodes(1, 3, horizon: 1000);
        var net = new Mlp(new(1, [], 1), new SeedStream(1));
        (net.Values[0], net.Values[1]) = (0, 5);
        var policy = new GaussianPolicy(net, null, -3);
        var critic = new Mlp(new(1, [], 1), new SeedStream(2));
        (critic.Values[0], critic.Values[1]) = (1, 7);
        var rollOut = new PpoRollOut(1, 30, 1, 1);
        rollOut.Collect(episodes, policy, new MlpTape(net.Shape, 1), false, new SeedStream(4));
        rollOut.Judge(policy, critic, new MlpTape(critic.Shape, 8));
        int end = Array.IndexOf(rollOut.Ends, 1f);
        Assert.InRange(end, 18, 21);
        Assert.Equal(0, rollOut.NextValues[end]);
        Assert.Equal(rollOut.Batch.NextStates[end - 1] + 7, rollOut.NextValues[end - 1], 1e-6);
        Assert.Equal(rollOut.Batch.NextStates[29] + 7, rollOut.NextValues[29], 1e-6);
    }

    [Fact]
    public void A_resumed_training_continues_bit_by_bit()
    {
        Ppo whole = new(Options, 1, 1, new SeedStream(1)), half = new(Options, 1, 1, new SeedStream(77));
        using LearnerEpisodes first = Episodes(8, 2), second = Episodes(8, 2);
        whole.Improve(first, new TaskReward(), 500, new SeedStream(3));
        Snapshots.Move(whole, half);
        Snapshots.Move(first, second);
        var a = whole.Improve(first, new TaskReward(), 500, new SeedStream(4));
        var b = half.Improve(second, new TaskReward(), 500, new SeedStream(4));
        Assert.Equal(a, b);
        Assert.Equal(Snapshots.Bytes(whole), Snapshots.Bytes(half));
        Assert.Equal(Snapshots.Bytes(first), Snapshots.Bytes(second));
    }

    [Fact]
    public void A_training_that_has_not_begun_can_be_saved()
    {
        Ppo one = new(Options, 1, 1, new SeedStream(1)), two = new(Options, 1, 1, new SeedStream(2));
        Snapshots.Move(one, two);
        Assert.Equal(Snapshots.Bytes(one), Snapshots.Bytes(two));
    }

    [Fact]
    public void Trainings_on_several_threads_do_not_disturb_each_other()
    {
        float[] alone = Train(1);
        var together = new float[4][];
        Parallel.For(0, 4, i => together[i] = Train((ulong)(i % 2) + 1));
        Assert.Equal(alone, together[0]);
        Assert.Equal(alone, together[2]);
        Assert.Equal(together[1], together[3]);
        Assert.NotEqual(alone, together[1]);

        static float[] Train(ulong seed)
        {
            using var episodes = Episodes(4, seed);
            var ppo = new Ppo(Options with { Hidden = [64, 64] }, 1, 1, new SeedStream(seed));
            ppo.Improve(episodes, new TaskReward(), 400, new SeedStream(seed + 10));
            return ppo.Gaussian.Net.Values;
        }
    }

    [Fact]
    public void Steps_allocate_next_to_nothing()
    {
        using var episodes = Episodes(8, 2);
        var ppo = new Ppo(Options with { ReplayCapacity = 160 }, 1, 1, new SeedStream(1));
        ppo.Improve(episodes, new TaskReward(), 320, new SeedStream(3));
        long before = GC.GetAllocatedBytesForCurrentThread();
        ppo.Improve(episodes, new TaskReward(), 16_000, new SeedStream(4));
        // What is left are streams and figures of a whole roll-out, and the streams of starts.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 16_000.0, 0, 40);
    }

    [Fact]
    public void The_norm_of_all_gradients_together_is_limited()
    {
        var options = Options with { GradientNorm = 0.01, Minibatches = 1, Epochs = 1 };
        using var episodes = Episodes(8, 2);
        var ppo = new Ppo(options, 1, 1, new SeedStream(1));
        var figures = ppo.Improve(episodes, new TaskReward(), 160, new SeedStream(3));
        Assert.True(figures["gradient_norm"] > 0.01);
        double squares = ppo.Gaussian.Net.Gradients.Concat(ppo.Critic.Gradients).Sum(g => (double)g * g);
        Assert.InRange(Math.Sqrt(squares), 0.005, 0.0101);
    }

    [Fact]
    public void Shaping_is_added_as_it_is_and_counts_in_no_return()
    {
        var shaping = new Bonus(Options.Environments);
        Ppo with = new(Options, 1, 1, new SeedStream(1), shaping), without = new(Options, 1, 1, new SeedStream(1));
        using LearnerEpisodes first = Episodes(8, 2), second = Episodes(8, 2);
        with.Improve(first, new TaskReward(), 160, new SeedStream(3));
        without.Improve(second, new TaskReward(), 160, new SeedStream(3));
        Assert.Equal(1, shaping.Calls);
        Assert.Equal(without.Returns.Last.ToArray(), with.Returns.Last.ToArray());
        Assert.True(with.Returns.Mean < -5, "The returns are those of the reward model, neither scaled nor shaped.");
        Assert.NotEqual(without.Critic.Values, with.Critic.Values);
    }

    [Fact]
    public void A_new_start_touches_the_policy_alone()
    {
        using var episodes = Episodes(8, 2);
        var ppo = new Ppo(Options, 1, 1, new SeedStream(1));
        ppo.Improve(episodes, new TaskReward(), 800, new SeedStream(3));
        float[] critic = [.. ppo.Critic.Values], actor = [.. ppo.Gaussian.Net.Values], mean = [.. ppo.Gaussian.Normalizer!.Mean];
        ppo.Reinitialize(new SeedStream(5));
        Assert.Equal(critic, ppo.Critic.Values);
        Assert.Equal(mean, ppo.Gaussian.Normalizer!.Mean.ToArray());
        Assert.NotEqual(actor, ppo.Gaussian.Net.Values);
        Assert.All(ppo.Gaussian.LogStd, s => Assert.Equal(0, s));
    }

    [Fact]
    public void The_replay_holds_the_newest_steps_in_order()
    {
        using var episodes = Episodes(8, 2);
        var ppo = new Ppo(Options with { ReplayCapacity = 100 }, 1, 1, new SeedStream(1));
        ppo.Improve(episodes, new TaskReward(), 320, new SeedStream(3));
        Assert.Equal(100, ppo.Replay.Count);
        var row = new TransitionBatch(1, 1, 1) { Count = 1 };
        for (int i = 0; i < 8; i++)
        {
            ppo.Replay.Copy(ppo.Replay.Newest(7 - i), row, 0);
            Assert.Equal(episodes.NextStates[i], row.NextStates[0]);
            Assert.InRange(row.Actions[0], -1, 1);
        }
    }

    [Theory]
    [InlineData("gamma")]
    [InlineData("clip")]
    [InlineData("minibatches")]
    public void Numbers_out_of_range_are_refused_by_name(string key)
    {
        var options = key switch
        {
            "gamma" => Options with { Gamma = 1 },
            "clip" => Options with { Clip = 0 },
            _ => Options with { Minibatches = 0 },
        };
        Assert.Contains(key, Assert.Throws<ForewarnException>(() => new Ppo(options, 1, 1, new SeedStream(1))).Message);
    }

    private static LearnerEpisodes Episodes(int count, ulong seed, int horizon = 20) =>
        new(() => new LineEnvironment(horizon), count, new StartStates(), new SeedStream(seed));

    private sealed class Bonus(int environments) : IRewardShaping
    {
        public int Calls { get; private set; }

        public void Shaping(TransitionBatch batch, ReadOnlySpan<float> starts, Span<float> added)
        {
            Calls++;
            Assert.Equal(batch.Count, starts.Length);
            Assert.Equal(batch.Count, added.Length);
            for (int row = 0; row < batch.Count; row++) added[row] = 5 * batch.NextStates[row];
            for (int i = 0; i < environments; i++) Assert.Equal(1, starts[i]);
            Assert.Equal(0, starts[environments]);
        }
    }
}
