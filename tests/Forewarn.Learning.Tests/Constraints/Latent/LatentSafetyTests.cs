using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Constraints.Latent;
using Forewarn.Learning.Training;
using Xunit;

namespace Forewarn.Learning.Tests.Constraints.Latent;

public sealed class LatentSafetyTests : IDisposable
{
    private static readonly LatentSafetyOptions Small = new()
    {
        Critic = new() { Hidden = [48, 48], Batch = 128 }, MarginHidden = [32], ActorHidden = [16], LatentNoise = 0.01, Alpha = 0.02,
        Training = new() { Steps = 2000, LearningRate = 3e-3, LogEvery = 100, CheckpointEvery = 20 },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-latent-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Parts_are_read_as_they_were_written()
    {
        var states = WallWorld.Load(_folder, 6);
        var (first, second) = (WallWorld.Record(0, 3), WallWorld.Record(3, 6));
        Assert.Equal((first.Count + second.Count, WallWorld.Size, WallWorld.Brakes), (states.Count, states.Size, states.Fallbacks));
        Assert.Equal([.. first.Latents, .. second.Latents], states.Latents);
        Assert.Equal([.. first.Truths, .. second.Truths], states.Truths);
        Assert.Equal([.. first.Next, .. second.Next.Select(n => n < 0 ? n : n + first.Count)], states.Next);
        Assert.All(Enumerable.Range(0, states.Count), i => Assert.Contains(true, Enumerable.Range(0, 2).Select(k => states.Knows(i, k))));
    }

    [Fact]
    public void Parts_of_different_world_models_are_no_data_set()
    {
        LatentStates.Write(LatentStates.Part(_folder, 0), WallWorld.Record(0, 1), "one", "test");
        LatentStates.Write(LatentStates.Part(_folder, 1), WallWorld.Record(1, 2), "other", "test");
        Assert.Contains("another world model", Assert.Throws<ForewarnException>(() => LatentStates.Load(_folder)).Message);
        Assert.Contains("collect cup-safety", Assert.Throws<ForewarnException>(() => LatentStates.Load(_folder + "-none")).Message);
    }

    /// <summary>The closed form says which states are doomed; the share the calibration allows is what may be missed.</summary>
    [Fact]
    public void The_critic_finds_the_braking_parabola_and_the_margin_does_not()
    {
        var states = WallWorld.Load(Path.Combine(_folder, "data"), 1500);
        var training = new LatentSafetyTraining(Small, states);
        var result = training.Run(RunFolder.At(Path.Combine(_folder, "run")), false, null, TimeProvider.System, default);
        Assert.True(result.Finished);
        var figures = HeldOutFigures.Of(result.Evaluation);
        Assert.InRange(figures["seen/auc_doomed"].Value, 0.98, 1);
        Assert.True(figures["seen/auc_doomed_by_margin"].High < figures["seen/auc_doomed"].Low);
        Assert.InRange(figures["seen/iou_at_zero"].Value, 0.8, 1);
        Assert.InRange(figures["plan/lost_accepted"].Low, 0, Small.Alpha);
        Assert.True(figures["plan/only_doomed_accepted"].Value < figures["plan/failure_check/only_doomed_accepted"].Value);
        Assert.InRange(Overlap(training.Heads), 0.85, 1);
    }

    [Fact]
    public void A_resumed_run_goes_on_bit_by_bit()
    {
        var states = WallWorld.Load(Path.Combine(_folder, "data"), 1300);
        var options = Small with { Training = Small.Training with { Steps = 60 } };
        var whole = new LatentSafetyTraining(options, states);
        whole.Run(RunFolder.At(Path.Combine(_folder, "whole")), false, null, TimeProvider.System, default);
        var folder = RunFolder.At(Path.Combine(_folder, "parts"));
        using var stop = new CancellationTokenSource();
        var first = new LatentSafetyTraining(options with { Training = options.Training with { LogEvery = 20 } }, states);
        Assert.False(first.Run(folder, false, new Stop(stop, 40), TimeProvider.System, stop.Token).Finished);
        var rest = new LatentSafetyTraining(options, states);
        Assert.True(rest.Run(folder, true, null, TimeProvider.System, default).Finished);
        Assert.Equal(whole.Heads.Critic.Values, rest.Heads.Critic.Values);
        Assert.Equal(whole.Heads.Actor.Values, rest.Heads.Actor.Values);
        Assert.Equal(whole.Levels, rest.Levels);
        Assert.Contains("seed", Assert.Throws<ForewarnException>(() => new LatentSafetyTraining(
            options with { Training = options.Training with { Seed = 9 } }, states).Run(folder, true, null, TimeProvider.System, default)).Message);
    }

    [Fact]
    public void The_package_says_what_the_heads_say()
    {
        var states = WallWorld.Load(Path.Combine(_folder, "data"), 1300);
        var options = Small with { Training = Small.Training with { Steps = 30 } };
        var training = new LatentSafetyTraining(options, states);
        training.Run(RunFolder.At(Path.Combine(_folder, "run")), false, null, TimeProvider.System, default);
        string package = Path.Combine(_folder, "wall-safety");
        LatentSafetyExporter.Write(package, training.Heads, training.Support, training.Levels!, states, options,
            new("test", 1, "none", states.Sha256, "2026-01-01"), new Dictionary<string, MetricInterval>());
        using var loaded = ModelPackage.Load(package, ModelKind.Safety);
        Assert.Equal(states.Sha256, loaded.Text("calibrationHash"));
        Assert.Equal(training.Levels!.ValueEpsilon, loaded.Number("valueEpsilon"));
        int[] rows = [.. Enumerable.Range(0, 200)];
        using var binding = loaded.Graph("safety").Bind(("N", rows.Length));
        states.Latents.AsSpan(0, rows.Length * states.Size).CopyTo(binding.Input<float>("latents"));
        binding.Run();
        var readings = training.Heads.Read(states, rows);
        var x = new float[states.Size];
        foreach (int i in rows)
        {
            Assert.Equal(readings[i].Margin, binding.Output<float>("margin")[i], 1e-4);
            Assert.Equal(readings[i].Value, binding.Output<float>("value")[i], 1e-4);
            training.Heads.Standardize(states.Latent(i), x);
            Assert.Equal(training.Support.Distance(x), binding.Output<float>("support")[i], 1e-3);
        }
    }

    [Fact]
    public void Too_few_lost_plans_are_no_calibration()
    {
        var states = WallWorld.Load(Path.Combine(_folder, "data"), 40);
        var options = Small with { Training = Small.Training with { Steps = 5 } };
        var error = Assert.Throws<ForewarnException>(() => new LatentSafetyTraining(options, states).Run(
            RunFolder.At(Path.Combine(_folder, "run")), false, null, TimeProvider.System, default));
        Assert.Contains("at least 49", error.Message);
    }

    private static double Overlap(LatentHeads heads)
    {
        var list = new LatentStateList(WallWorld.Size, WallWorld.Brakes);
        var seed = new SeedStream(3);
        var lost = new List<bool>();
        for (double x = 0.05; x < 1.5; x += 0.05)
            for (double v = -1.2; v < 0.2; v += 0.05)
            {
                list.Add(WallWorld.Latent(x, v, seed), x, LatentTruth.Unknown, 0, 0);
                lost.Add(WallWorld.Value(x, v) <= 0);
            }
        string folder = Directory.CreateTempSubdirectory("forewarn-latent-").FullName;
        LatentStates.Write(LatentStates.Part(folder, 0), list, "world", "test");
        var readings = heads.Read(LatentStates.Load(folder), [.. Enumerable.Range(0, lost.Count)]);
        Directory.Delete(folder, true);
        int both = lost.Where((l, i) => l && readings[i].Value <= 0).Count(), either = lost.Where((l, i) => l || readings[i].Value <= 0).Count();
        return (double)both / either;
    }

    private sealed class Stop(CancellationTokenSource source, long at) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= at) source.Cancel();
        }
    }
}
