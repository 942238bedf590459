using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Tests.InverseRl;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Reinforcement;

public sealed class Td3Tests
{
    private const int S = 3, A = 2, B = 24;

    private static readonly Td3Options Options = new() { Hidden = [16, 8], Batch = B, PolicyDelay = 1, Gamma = 0.9 };

    /// <param name="experts">Rows of the expert in the batch.</param>
    [Theory]
    [InlineData(false, 8)]
    [InlineData(true, 8)]
    [InlineData(true, 0)]
    public void Gradients_agree_with_automatic_differentiation(bool cloning, int experts)
    {
        var td3 = new Td3(Options with { Cloning = cloning }, S, A, new SeedStream(3));
        var batch = Batch(experts);
        MlpShape actorShape = td3.Actor.Shape, criticShape = td3.Critics.Nets[0].Shape;
        float[] actor = [.. td3.Actor.Values];
        float[][] critics = [[.. td3.Critics.Nets[0].Values], [.. td3.Critics.Nets[1].Values]];
        var figures = new FigureMeans();
        td3.Learn(batch, 1e-3, new SeedStream(9), figures);
        var said = figures.Take();

        using var scope = NewDisposeScope();
        Tensor states = TorchNet.Rows(batch.States, B, S), actions = TorchNet.Rows(batch.Actions, B, A);
        Tensor next = TorchNet.Rows(batch.NextStates, B, S);
        // Nothing has been learned before: all targets still equal their networks.
        var smooth = new float[B * A];
        new SeedStream(9).FillNormal(smooth);
        var noise = (0.2 * TorchNet.Rows(smooth, B, A)).clamp(-0.5, 0.5);
        Assert.True((noise.abs() == 0.5).any().item<bool>(), "The limit of the noise is not tried.");
        var later = (new TorchNet(actorShape, actor).Forward(next) + noise).clamp(-1, 1);
        TorchNet[] q = [new(criticShape, critics[0]), new(criticShape, critics[1])];
        var nextPair = cat([next, later], 1);
        var wanted = (TorchNet.Rows(batch.Rewards, B) + 0.9 * TorchNet.Rows(batch.Continues, B)
            * minimum(q[0].Forward(nextPair), q[1].Forward(nextPair)).squeeze(1)).detach();
        var pair = cat([states, actions], 1);
        var loss = (q[0].Forward(pair).squeeze(1) - wanted).square().mean() / 2 + (q[1].Forward(pair).squeeze(1) - wanted).square().mean() / 2;
        loss.backward();
        Assert.Equal(loss.item<double>(), said["critic_loss"], 1e-5);
        for (int i = 0; i < 2; i++) Near.Equal(q[i].Gradients(), td3.Critics.Nets[i].Gradients);

        // The actor climbs the critic as it is after its step.
        TorchNet pi = new(actorShape, actor), value = new(criticShape, td3.Critics.Nets[0].Values);
        var mine = pi.Forward(states);
        var values = value.Forward(cat([states, mine], 1)).squeeze(1);
        var aim = -values.mean();
        if (cloning && experts > 0)
        {
            var error = (mine.narrow(0, 0, experts) - actions.narrow(0, 0, experts)).square().mean();
            Assert.Equal(error.item<double>(), said["cloning_error"], 1e-5);
            aim = aim * (2.5 / values.abs().mean()).detach() + error;
        }
        aim.backward();
        Assert.Equal(aim.item<double>(), said["actor_loss"], 1e-5);
        Near.Equal(pi.Gradients(), td3.Actor.Gradients);
    }

    [Fact]
    public void The_actor_and_the_targets_come_late()
    {
        var td3 = new Td3(Options with { PolicyDelay = 3 }, S, A, new SeedStream(3));
        float[] actor = [.. td3.Actor.Values];
        for (int i = 0; i < 2; i++)
        {
            td3.Learn(Batch(0), 1e-3, new SeedStream(9), new FigureMeans());
            Assert.Equal(actor, td3.Actor.Values);
        }
        td3.Learn(Batch(0), 1e-3, new SeedStream(9), new FigureMeans());
        Assert.NotEqual(actor, td3.Actor.Values);
    }

    [Fact]
    public void It_learns_to_go_to_the_mark()
    {
        using var episodes = new LearnerEpisodes(() => new LineEnvironment(), 2, new StartStates(), new SeedStream(2));
        var td3 = Small(1);
        td3.Improve(episodes, new TaskReward(), 3000, new SeedStream(3));
        // Standing still earns -20; straight to 1 and staying there about -4.
        Assert.InRange(PolicyReturns.Of(td3.Policy, new LineEnvironment(), 5, new SeedStream(9)).Average(), -5, 0);
    }

    [Fact]
    public void Cloning_alone_is_enough_where_values_say_nothing()
    {
        var td3 = new Td3(Options with { Cloning = true, Alpha = 1e-6 }, S, A, new SeedStream(3));
        var batch = Batch(B);
        for (int b = 0; b < B * A; b++) batch.Actions[b] = b % A == 0 ? 0.7f : -0.4f;
        for (int i = 0; i < 400; i++) td3.Learn(batch, 3e-3, new SeedStream((ulong)i), new FigureMeans());
        var actions = new float[B * A];
        td3.Policy.Act(batch.States, actions, null);
        for (int b = 0; b < B * A; b++) Assert.Equal(batch.Actions[b], actions[b], 0.05);
    }

    [Fact]
    public void A_resumed_training_continues_bit_by_bit()
    {
        Td3 whole = Small(1), half = Small(77);
        using var first = new LearnerEpisodes(() => new LineEnvironment(), 2, new StartStates(), new SeedStream(2));
        using var second = new LearnerEpisodes(() => new LineEnvironment(), 2, new StartStates(), new SeedStream(2));
        // An odd number of updates: the delay is in the middle.
        whole.Improve(first, new TaskReward(), 151, new SeedStream(3));
        Snapshots.Move(whole, half);
        Snapshots.Move(first, second);
        Assert.Equal(
            whole.Improve(first, new TaskReward(), 101, new SeedStream(4)), half.Improve(second, new TaskReward(), 101, new SeedStream(4)));
        Assert.Equal(Snapshots.Bytes(whole), Snapshots.Bytes(half));
    }

    [Fact]
    public void Noise_does_not_change_what_a_deterministic_policy_does()
    {
        var td3 = Small(1);
        float[] states = [0.3f, -0.2f], quiet = new float[2], loud = new float[2];
        td3.Policy.Act(states, quiet, null);
        td3.Policy.Act(states, loud, new SeedStream(1));
        Assert.Equal(quiet, loud);
    }

    private static Td3 Small(ulong seed) => new(
        new Td3Options { Hidden = [16], Batch = 32, StartSteps = 50, LearningRate = 3e-3, Tau = 0.02, Gamma = 0.9 }, 1, 1, new SeedStream(seed));

    private static TransitionBatch Batch(int experts)
    {
        var seed = new SeedStream(21);
        var batch = new TransitionBatch(B, S, A) { Count = B };
        seed.FillNormal(batch.States);
        seed.FillNormal(batch.NextStates);
        seed.FillNormal(batch.Rewards);
        foreach (ref float a in batch.Actions) a = (float)seed.Uniform(-1, 1);
        for (int b = 0; b < B; b++)
        {
            batch.Continues[b] = b % 5 == 0 ? 0 : 1;
            batch.FromExpert[b] = b < experts ? 1 : 0;
        }
        return batch;
    }
}
