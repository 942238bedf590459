using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

public sealed class TaskTests
{
    private static readonly double[] s_rewards = [0, 0.5, 1];

    private static readonly TrainingOptions s_training = new() { Steps = 12, LearningRate = 0.1, WarmupSteps = 0, CheckpointEvery = 100, LogEvery = 1, Seed = 5 };

    private static readonly OnlineOptions s_online = new() { Prompts = 8, PerPrompt = 2, InnerEpochs = 4, KlCoefficient = 0.1 };

    private sealed class Rewards : ISampleReward
    {
        public double[] Score(SampleBatch samples) => Array.ConvertAll(samples.Values.data<long>().ToArray(), a => s_rewards[a]);
    }

    private static CategoricalPolicy Policy() => new(new double[4, 3]);

    private static OnlineTask Online(CategoricalPolicy policy, IOnlineObjective? objective = null, OnlineOptions? options = null) =>
        new(policy, new Rewards(), objective ?? new RebelObjective(1), options ?? s_online, 4, () => new Dictionary<string, double>());

    /// <summary>Stopped in the middle of a round it goes on to the round's end, so that nothing of it is lost.</summary>
    [Fact]
    public void A_resumed_round_robin_is_the_same_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        using var whole = Policy();
        using (var task = Online(whole)) new TrainingRun(s_training, RunFolder.At(folder.File("whole"))).Run(task);

        var split = RunFolder.At(folder.File("split"));
        using var first = Policy();
        using (var task = Online(first))
        using (var stop = new CancellationTokenSource())
        {
            var result = new TrainingRun(s_training, split, new Sink(p => { if (p.Step == 5) stop.Cancel(); })).Run(task, cancel: stop.Token);
            Assert.Equal(8, result.Step);
        }
        using var second = Policy();
        using (var task = Online(second)) Assert.True(new TrainingRun(s_training, split).Run(task, resume: true).Finished);
        Assert.Equal(whole.Parameters.ExportAll(), second.Parameters.ExportAll());
        Assert.NotEqual(whole.Parameters.ExportAll(), first.Parameters.ExportAll());
    }

    [Fact]
    public void A_step_beyond_the_trust_region_is_taken_on_a_new_round()
    {
        using var scope = NewDisposeScope();
        using var policy = Policy();
        using var task = Online(policy, options: s_online with { TrustRegion = 1e-3 });
        task.Step(0, new SeedStream(1));
        Assert.False(task.CanPause);
        using (no_grad()) policy.Parameters.Values.add_(arange(12, ScalarType.Float32));
        var figures = task.Step(1, new SeedStream(2));
        // The new round was drawn by the moved policy: nothing has moved since.
        Assert.Equal(0, figures["policy/approxkl"], 1e-9);
    }

    [Fact]
    public void Every_online_method_finds_the_better_answer()
    {
        IOnlineObjective[] objectives =
        [
            new RebelObjective(1), new RlooObjective(), new ReMaxObjective(), new PpoObjective(), new OnlineDpoObjective(new() { Beta = 0.1 }),
        ];
        foreach (var objective in objectives)
        {
            using var folder = new TemporaryFolder();
            using var policy = Policy();
            using var task = Online(policy, objective, s_online with { Prompts = 32, PerPrompt = 4, KlCoefficient = 0 });
            new TrainingRun(s_training with { Steps = 120 }, RunFolder.At(folder.Path)).Run(task);
            Assert.All(policy.Probabilities(), p => Assert.True(p[2] > 0.7, $"{objective.GetType().Name}: {string.Join(" ", p)}"));
        }
    }

    [Fact]
    public void What_a_method_lacks_is_said_before_anything_is_drawn()
    {
        using var policy = Policy();
        Assert.Contains("per_prompt", Assert.Throws<ForewarnException>(() => Online(policy, options: s_online with { PerPrompt = 1 })).Message);
        Assert.Contains("inner_epochs", Assert.Throws<ForewarnException>(() => Online(policy, options: s_online with { InnerEpochs = 0 })).Message);
    }

    [Fact]
    public void Dpo_learns_the_labels_and_says_so_in_trl_names()
    {
        using var scope = NewDisposeScope();
        using var policy = Policy();
        using var pairs = Labels();
        using var task = new PairTask(policy, pairs, new DpoObjective(new() { Beta = 0.5 }), new() { Batch = 4, Beta = 0.5 }, () => new Dictionary<string, double>());
        var first = task.Step(0, new SeedStream(1));
        Assert.Equal(Math.Log(2), first["loss"], 1e-6);
        Assert.Equal(0, first["rewards/margins"], 1e-9);
        using (var optimizer = new AdamW(policy.Parameters, s_training))
            for (int step = 0; step < 60; step++)
            {
                task.Step(step, new SeedStream(1).Child("step", step));
                optimizer.Update(0.1);
            }
        var last = task.Step(60, new SeedStream(2));
        Assert.True(last["loss"] < 0.4 && last["rewards/margins"] > 0.5);
        Assert.Equal(1, last["rewards/accuracies"]);
        Assert.Equal(1, last["sign_align"]);
        Assert.Equal(last["rewards/chosen"] - last["rewards/rejected"], last["rewards/margins"], 1e-6);
        Assert.True(last["logps/chosen"] > last["logps/rejected"]);
    }

    /// <summary>The answer that no pair names drifts under DPO from where it starts; the reverse KL calls it back.</summary>
    [Fact]
    public void Hypo_holds_what_the_pairs_do_not_name()
    {
        double[] Share(double weight)
        {
            using var folder = new TemporaryFolder();
            using var policy = new CategoricalPolicy(new double[,] { { 0, 0, 0 } });
            var options = new PairOptions { Batch = 4, Hypo = weight > 0 ? new() { KlWeight = weight, Prompts = 1, PerPrompt = 64 } : null };
            using var pairs = new PairSet(
                new(new int[8], tensor(new long[] { 0, 1, 0, 1, 0, 1, 1, 0 }).DetachFromDisposeScope()), [1, 0, 1, 0, 1, 0, 1, 0]);
            using var task = new PairTask(policy, pairs, new DpoObjective(new() { Beta = 0.5 }), options, () => new Dictionary<string, double>());
            // Begins where an earlier tuning had drifted to.
            using (NewDisposeScope()) using (no_grad()) policy.Parameters["logits"].copy_(tensor(new float[] { 0, 0, 3 }, 1, 3));
            new TrainingRun(s_training with { Steps = 300 }, RunFolder.At(folder.Path)).Run(task);
            return policy.Probabilities()[0];
        }
        Assert.True(Share(0)[2] > 0.8);
        Assert.True(Share(0.5)[2] < 0.5);
    }

    [Fact]
    public void Pairs_that_cannot_be_are_refused()
    {
        using var scope = NewDisposeScope();
        SampleBatch Rows(params int[] prompts) => new(prompts, zeros(prompts.Length, ScalarType.Int64).DetachFromDisposeScope());
        Assert.Contains("two prompts", Refused(new(Rows(0, 1), [1, 0])));
        Assert.Contains("3 samples", Refused(new(Rows(0, 0, 0), [1, 0, 0])));
        Assert.Contains("not finite", Refused(new(Rows(0, 0), [1, double.NaN])));
        Assert.Contains("behavior", Refused(new(Rows(0, 0), [1, 0], [double.NegativeInfinity, 0])));

        static string Refused(PairSet pairs)
        {
            using (pairs) return Assert.Throws<ForewarnException>(pairs.Validate).Message;
        }
    }

    private static PairSet Labels()
    {
        int[] prompts = [.. Enumerable.Range(0, 4).SelectMany(p => new[] { p, p })];
        return new(new(prompts, tensor(new long[] { 2, 0, 2, 1, 1, 0, 2, 0 }).DetachFromDisposeScope()), [1, 0, 1, 0, 1, 0, 1, 0]);
    }

    private sealed class Sink(Action<TrainingProgress> receive) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => receive(value);
    }
}
