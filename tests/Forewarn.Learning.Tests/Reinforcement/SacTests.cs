using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Tests.Nets;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Reinforcement;

public sealed class SacTests
{
    private const int States = 5, Actions = 3, Batch = 40;
    private const double Gamma = 0.97, Temperature = 0.3, Tau = 0.1, Rate = 1e-3;

    /// <summary>Critics, targets, actor and temperature of one update, with the same noise.</summary>
    [Fact]
    public void One_update_is_that_of_autograd()
    {
        using var scope = NewDisposeScope();
        SacOptions options = new() { Hidden = [20, 17], Batch = Batch, Gamma = Gamma, Temperature = Temperature, Tau = Tau };
        var sac = new Sac(options, States, Actions, new SeedStream(1));
        // Wide enough that the limits of log sigma and saturated actions occur.
        foreach (ref float v in sac.Actor.Values.AsSpan(sac.Actor.Shape.OffsetOf(2))) v *= 30;
        var batch = RandomBatch(Batch, 2);
        float[] noise = new float[Batch * Actions], later = new float[Batch * Actions];
        var same = new SeedStream(3);
        NormalNoise.Fill(noise, same);
        NormalNoise.Fill(later, same);
        TorchMlp actor = new(sac.Actor), first = new(sac.Critics.Nets[0]), second = new(sac.Critics.Nets[1]);
        float[][] before = [.. sac.Critics.Nets.Select(n => (float[])[.. n.Values])];
        float[] actorBefore = [.. sac.Actor.Values];
        var (s, a, next) = (TorchMlp.Rows(batch.States, States), TorchMlp.Rows(batch.Actions, Actions), TorchMlp.Rows(batch.NextStates, States));
        Tensor target, criticLoss;
        using (no_grad())
        {
            var (action, logProb) = Sample(actor, next, noise);
            var pair = cat([next, action], 1);
            var value = minimum(first.Forward(pair), second.Forward(pair)) - Temperature * logProb;
            target = TorchMlp.Rows(batch.Rewards, 1) + Gamma * TorchMlp.Rows(batch.Continues, 1) * value;
        }
        var given = cat([s, a], 1);
        criticLoss = ((first.Forward(given) - target).square() + (second.Forward(given) - target).square()).mean() / 2;
        criticLoss.backward();

        var figures = new FigureMeans();
        sac.Learn(batch, Rate, new SeedStream(3), figures);
        var means = figures.Take();
        Assert.Equal(criticLoss.item<double>(), means["critic_loss"], 1e-4 * criticLoss.item<double>());
        Assert.InRange(TorchMlp.Gap(sac.Critics.Nets[0].Gradients, first.Gradients), 0, 2e-5);
        Assert.InRange(TorchMlp.Gap(sac.Critics.Nets[1].Gradients, second.Gradients), 0, 2e-5);

        // The actor meets the critics after their step.
        TorchMlp stepped = new(sac.Critics.Nets[0]), other = new(sac.Critics.Nets[1]);
        var (drawn, density) = Sample(actor, s, later);
        var at = cat([s, drawn], 1);
        var actorLoss = ((float)Temperature * density - minimum(stepped.Forward(at), other.Forward(at))).mean();
        actorLoss.backward();
        Assert.Equal(actorLoss.item<double>(), means["actor_loss"], 1e-4 * Math.Abs(actorLoss.item<double>()));
        Assert.InRange(TorchMlp.Gap(sac.Actor.Gradients, actor.Gradients), 0, 5e-5);

        // A first step of Adam has the length of the learning rate, against the gradient.
        double gradient = -(density.mean().item<double>() - Actions);
        Assert.Equal(Math.Log(Temperature) - Rate * Math.Sign(gradient), sac.LogTemperature, 1e-6);
        RequireStep(actorBefore, sac.Actor);
        for (int i = 0; i < 2; i++)
        {
            RequireStep(before[i], sac.Critics.Nets[i]);
            Assert.All(sac.Critics.Targets[i].Values.Select((v, p) => v - before[i][p] - Tau * (sac.Critics.Nets[i].Values[p] - before[i][p])),
                gap => Assert.Equal(0, gap, 1e-6));
        }
    }

    [Fact]
    public void An_update_allocates_nothing_and_resident_memory_stays()
    {
        var sac = new Sac(new() { Hidden = [16, 16], Batch = 32 }, States, Actions, new SeedStream(1));
        var batch = RandomBatch(32, 2);
        var seed = new SeedStream(3);
        var figures = new FigureMeans();
        void Run(int updates)
        {
            for (int i = 0; i < updates; i++) sac.Learn(batch, Rate, seed, figures);
        }
        Run(1000);
        long resident = Environment.WorkingSet, managed = GC.GetAllocatedBytesForCurrentThread();
        Run(10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - managed);
        Assert.InRange(Environment.WorkingSet - resident, long.MinValue, 8 << 20);
        Assert.All(sac.Actor.Values, v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void A_loaded_run_continues_bit_by_bit()
    {
        using var folder = new TemporaryFolder();
        SacOptions options = new() { Hidden = [16], Batch = 16, StartSteps = 20, ReplayCapacity = 60, Optimistic = true };
        Sac Fresh(ulong seed) => new(options, 2, 2, new SeedStream(seed));
        LearnerEpisodes Episodes(ulong seed) => new(() => new AimingEnvironment(), 2, new StartStates(), new SeedStream(seed));
        Sac original = Fresh(1), copy = Fresh(2);
        using LearnerEpisodes here = Episodes(3), there = Episodes(3);
        original.Improve(here, new TaskReward(), 100, new SeedStream(4));
        var writer = new SnapshotWriter();
        writer.Add("sac", original);
        writer.Add("episodes", here);
        writer.Write(folder.File("s"), new Dictionary<string, string>());
        using (var reader = SnapshotReader.Open(folder.File("s")))
        {
            reader.Restore("sac", copy);
            reader.Restore("episodes", there);
        }
        var ours = original.Improve(here, new TaskReward(), 50, new SeedStream(5));
        var theirs = copy.Improve(there, new TaskReward(), 50, new SeedStream(5));
        Assert.Equal(ours, theirs);
        Assert.Equal(original.Updates, copy.Updates);
        Assert.InRange(copy.Updates, 100, 150);
        Assert.Equal(original.Actor.Values, copy.Actor.Values);
        Assert.Equal(original.Critics.Targets[1].Values, copy.Critics.Targets[1].Values);
        Assert.Equal(original.LogTemperature, copy.LogTemperature);
        Assert.Equal(original.Replay.Count, copy.Replay.Count);
    }

    /// <summary>In seconds: what is aimed at is hit, by mean actions, in states never seen.</summary>
    [Fact]
    public void It_learns_to_aim()
    {
        var sac = new Sac(new() { Hidden = [64, 64], Batch = 64, LearningRate = 1e-3, StartSteps = 200 }, 2, 2, new SeedStream(1));
        using var episodes = new LearnerEpisodes(() => new AimingEnvironment(), 1, new StartStates(), new SeedStream(2));
        using var judge = new AimingEnvironment();
        double before = PolicyReturns.Of(sac.Policy, judge, 200, new SeedStream(3)).Average();
        sac.Improve(episodes, new TaskReward(), 3000, new SeedStream(4));
        double after = PolicyReturns.Of(sac.Policy, judge, 200, new SeedStream(3)).Average();
        Assert.True(before < -0.2 && after > -0.02, $"{before:F3} to {after:F3}");
    }

    [Fact]
    public void A_new_start_of_the_policy_keeps_what_was_seen()
    {
        var sac = new Sac(new() { Hidden = [8], Batch = 8, StartSteps = 4 }, 2, 2, new SeedStream(1));
        using var episodes = new LearnerEpisodes(() => new AimingEnvironment(), 1, new StartStates(), new SeedStream(2));
        sac.Improve(episodes, new TaskReward(), 20, new SeedStream(4));
        float[] actor = [.. sac.Actor.Values], critic = [.. sac.Critics.Nets[0].Values];
        sac.Reinitialize(new SeedStream(9));
        Assert.NotEqual(actor, sac.Actor.Values);
        Assert.Equal(critic, sac.Critics.Nets[0].Values);
        Assert.Equal(20, sac.Replay.Count);
    }

    private static TransitionBatch RandomBatch(int count, ulong key)
    {
        var seed = new SeedStream(key);
        var batch = new TransitionBatch(count, States, Actions) { Count = count };
        seed.FillNormal(batch.States);
        seed.FillNormal(batch.NextStates);
        seed.FillNormal(batch.Rewards);
        foreach (ref float a in batch.Actions) a = (float)seed.Uniform(-1, 1);
        foreach (ref float c in batch.Continues) c = seed.Next(4) > 0 ? 1 : 0;
        return batch;
    }

    private static (Tensor Action, Tensor LogProb) Sample(TorchMlp actor, Tensor states, float[] noise)
    {
        var heads = actor.Forward(states).chunk(2, 1);
        var (logStd, eps) = (heads[1].clamp(-20, 2), TorchMlp.Rows(noise, Actions));
        var u = heads[0] + logStd.exp() * eps;
        var action = u.tanh();
        var normal = -0.5 * eps.square() - logStd - Math.Log(Math.Tau) / 2;
        return (action, (normal - (1 - action.square() + 1e-6).log()).sum(1, keepdim: true));
    }

    private static void RequireStep(float[] before, Mlp net)
    {
        double largest = net.Gradients.Max(Math.Abs);
        for (int p = 0; p < before.Length; p++)
        {
            if (Math.Abs(net.Gradients[p]) < 1e-4 * largest) continue;
            Assert.Equal(before[p] - Rate * Math.Sign(net.Gradients[p]), net.Values[p], 1e-5);
        }
    }
}
