using System.Text.Json;
using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;

namespace Forewarn.Learning.Tests.Training;

public class TrainingRunTests
{
    private static readonly TrainingOptions Options = new()
    {
        Steps = 600, LearningRate = 0.05, WarmupSteps = 5, EmaDecay = 0.9, LogEvery = 50, CheckpointEvery = 100,
            EvaluateEvery = 200,
    };

    [Fact]
    public void Learns_a_linear_map_and_reports_figures()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.At(folder.Path);
        var reports = new List<TrainingProgress>();
        var task = new QuadraticTask();
        var result = new TrainingRun(Options, run, new Sink(reports.Add)).Run(task);
        Assert.True(result.Finished);
        Assert.True(result.Evaluation["eval/error"] < 0.01, $"error {result.Evaluation["eval/error"]}");
        Assert.Contains(reports, r => r.Figures.ContainsKey("loss"));
        Assert.Contains(reports, r => r.Figures.ContainsKey("eval/error"));
        var lines = File.ReadLines(run.File("metrics.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal(600, lines[^1].GetProperty("step").GetInt64());
        Assert.Single(Directory.GetFiles(run.Path, "events.out.tfevents.*"));
    }

    [Fact]
    public void Training_six_steps_equals_three_and_three_resumed_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Steps = 6, EvaluateEvery = 0, CheckpointEvery = 3 };
        var whole = new QuadraticTask();
        new TrainingRun(options, RunFolder.At(folder.File("whole"))).Run(whole);

        var split = RunFolder.At(folder.File("split"));
        using var stop = new CancellationTokenSource();
        var first = new TrainingRun(options with { LogEvery = 3 }, split,
            new Sink(p => { if (p.Step == 3) stop.Cancel(); }));
        Assert.False(first.Run(new QuadraticTask(), cancel: stop.Token).Finished);
        var second = new QuadraticTask(seed: 99); // other initial weights: all must come from the checkpoint
        Assert.True(new TrainingRun(options, split).Run(second, resume: true).Finished);
        Assert.Equal(whole.Parameters.ExportAll(), second.Parameters.ExportAll());
        var files = new[] { "whole", "split" }.Select(n =>
            File.ReadAllBytes(RunFolder.At(folder.File(n)).LastCheckpoint)).ToArray();
        Assert.Equal(files[0], files[1]);
    }

    [Fact]
    public void A_resumed_log_has_no_lines_of_lost_work()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.At(folder.Path);
        new TrainingRun(Options with { Steps = 100 }, run).Run(new QuadraticTask());
        File.AppendAllText(run.File("metrics.jsonl"), "{\"step\":150,\"loss\":1}\n{\"step\":160,\"lo");
        new TrainingRun(Options with { Steps = 200 }, run).Run(new QuadraticTask(), resume: true);
        var steps = File.ReadLines(run.File("metrics.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)
            .Where(e => e.TryGetProperty("loss", out _)).Select(e => e.GetProperty("step").GetInt64());
        Assert.Equal([50L, 100, 150, 200], steps);
    }

    [Fact]
    public void A_run_folder_is_never_overwritten_silently()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.At(folder.Path);
        new TrainingRun(Options with { Steps = 1 }, run).Run(new QuadraticTask());
        var error = Assert.Throws<ForewarnException>(() => new TrainingRun(Options, run).Run(new QuadraticTask()));
        Assert.Contains("--resume", error.Message);
        var one = RunFolder.Create("cup", 1, root: folder.File("runs"));
        var two = RunFolder.Create("cup", 1, root: folder.File("runs"));
        Assert.NotEqual(one.Path, two.Path);
    }

    [Fact]
    public void A_nan_gradient_stops_the_run_and_keeps_the_last_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.At(folder.Path);
        new TrainingRun(Options with { Steps = 100 }, run).Run(new QuadraticTask());
        var before = File.ReadAllBytes(run.LastCheckpoint);
        var poisoned = new QuadraticTask { Poison = true };
        var error = Assert.Throws<ForewarnException>(() => new TrainingRun(Options, run).Run(poisoned, resume: true));
        Assert.Contains("diverged", error.Message);
        Assert.Equal(before, File.ReadAllBytes(run.LastCheckpoint));
    }

    [Fact]
    public void A_time_limit_ends_the_slice_with_a_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var result =
            new TrainingRun(Options with { Minutes = 1e-9 + 1e-6 }, RunFolder.At(folder.Path)).Run(new QuadraticTask());
        Assert.False(result.Finished);
    }

    [Fact]
    public void An_unwritable_run_folder_is_an_environment_error()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        var error = Assert.Throws<ForewarnException>(() => RunFolder.Create("x", 1, root: folder.File("file")));
        Assert.Equal(ExitCode.Environment, error.ExitCode);
        var run = RunFolder.At(folder.File("run"));
        Directory.Delete(run.Checkpoints);
        File.WriteAllText(run.Checkpoints, "");
        error = Assert.Throws<ForewarnException>(() =>
            new TrainingRun(Options with { Steps = 1 }, run).Run(new QuadraticTask()));
        Assert.Equal(ExitCode.Environment, error.ExitCode);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(200)]
    public void A_cut_off_checkpoint_is_refused(int length)
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.At(folder.Path);
        new TrainingRun(Options with { Steps = 1 }, run).Run(new QuadraticTask());
        File.WriteAllBytes(run.LastCheckpoint, File.ReadAllBytes(run.LastCheckpoint)[..length]);
        Assert.Throws<ForewarnException>(() =>
            Checkpoint.LoadWeights(run.LastCheckpoint, new QuadraticTask().Parameters));
    }

    [Fact]
    public void Live_tensors_stay_flat_over_steps()
    {
        using var folder = new TemporaryFolder();
        var counts = new List<long>();
        var options = Options with { LogEvery = 10, Steps = 100, EvaluateEvery = 0 };
        new TrainingRun(options, RunFolder.At(folder.Path),
            new Sink(_ => counts.Add(torch.Tensor.TotalCount))).Run(new QuadraticTask());
        Assert.True(counts.Count >= 10);
        LiveTensors.RequireNoGrowth(counts);
    }

    private sealed class Sink(Action<TrainingProgress> receive) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => receive(value);
    }
}
