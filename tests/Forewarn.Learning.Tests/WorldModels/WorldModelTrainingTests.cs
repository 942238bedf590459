using Forewarn.Core;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using Forewarn.Learning.WorldModels;
using TorchSharp;

namespace Forewarn.Learning.Tests.WorldModels;

public class WorldModelTrainingTests(ITestOutputHelper output)
{
    private static readonly WorldModelOptions Options =
        new() { AutoencoderSteps = 60, AutoencoderBatch = 24, EvaluationEpisodes = 10 };

    private static readonly TrainingOptions Training = WorldModelTraining.Defaults with
    {
        Steps = 400, LearningRate = 2e-3, WarmupSteps = 20, LogEvery = 20, EvaluateEvery = 0, CheckpointEvery = 1000,
            EmaDecay = 0.98,
    };

    [Fact]
    public void The_debug_size_learns_to_imagine_in_seconds()
    {
        using var folder = new TemporaryFolder();
        using var data = new SyntheticEpisodes(60);
        var run = RunFolder.At(folder.Path);
        var reports = new List<TrainingProgress>();
        var result =
            WorldModelTraining.Run(RssmOptions.Named("debug"), Options, Training, [data.Store], run,
                new Sink(reports.Add));
        output.WriteLine(string.Join("\n", result.Evaluation.Select(f => $"{f.Key} {f.Value:G4}"))
            + $"\n{reports[^1].SecondsPerStep:F4} s/update");
        var imagined =
            reports.Where(r => r.Figures.ContainsKey("image/imagined")).Select(r =>
                r.Figures["image/imagined"]).ToArray();
        Assert.True(imagined[^1] < 0.7 * imagined[0], $"imagined image error {imagined[0]:F1} -> {imagined[^1]:F1}");
        var held = result.Evaluation.ToDictionary(f => f.Key.Replace("eval/held_out/", ""), f => f.Value);
        Assert.True(held["image_imagined"] < 0.6 * held["image_copy"]);
        Assert.True(result.Evaluation["eval/held_out/width_late"] < 0.5);

        using var model = WorldModelTraining.Load(run);
        string latents = folder.File("latents");
        LatentDatasetWriter.Write(model, [data.Store], latents);
        var set = LatentDataset.Load(latents);
        Assert.Equal((60, 20, 56), (set.Count, set.Steps, set.Size));
        Assert.Equal(Enumerable.Range(0, 6).Select(i => 10 * i + 9), set.Header.HeldOut);
        Assert.Equal(-1, Shape.FirstNonFinite(set.Predicted(59)));
        Assert.True(set.Disagreement(3).ToArray().Max() > 0);
        File.WriteAllBytes(Path.Combine(latents, "predicted.f32"), new byte[12]);
        Assert.Throws<ForewarnException>(() => LatentDataset.Load(latents));
    }

    [Fact]
    public void A_resumed_world_model_equals_an_unbroken_one_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        using var data = new SyntheticEpisodes(12);
        var sizes = RssmOptions.Named("debug");
        var options = Options with { AutoencoderSteps = 2 };
        var training = Training with { Steps = 6, LogEvery = 3 };
        RunFolder whole = RunFolder.At(folder.File("whole")), split = RunFolder.At(folder.File("split"));
        WorldModelTraining.Run(sizes, options, training, [data.Store], whole);
        using var stop = new CancellationTokenSource();
        WorldModelTraining.Run(sizes, options, training, [data.Store], split, new Sink(p => stop.Cancel()),
            cancel: stop.Token);
        Assert.True(WorldModelTraining.Run(sizes, options, training, [data.Store], split, resume: true).Finished);
        Assert.Equal(File.ReadAllBytes(whole.LastCheckpoint), File.ReadAllBytes(split.LastCheckpoint));
    }

    [Fact]
    public void Live_tensors_stay_flat_in_both_stages()
    {
        using var data = new SyntheticEpisodes(12);
        using var episodes = EpisodeTensors.Load([data.Store], RssmOptions.Named("debug"));
        using var model =
            new Rssm(RssmOptions.Named("debug"), InputStatistics.Neutral(RssmOptions.Named("debug")),
                new SeedStreams(1).Stream("w"));
        using var task = new WorldModelTask(model, Options with { AutoencoderSteps = 5 }, episodes);
        var counts = new List<long>();
        for (int step = 0; step < 20; step++)
        {
            task.Step(step, new SeedStreams(2).Stream("step", step));
            if (step % 5 == 4) task.Evaluate();
            counts.Add(torch.Tensor.TotalCount);
        }
        LiveTensors.RequireNoGrowth([.. counts.Skip(1)]);
    }

    [Fact]
    public void Data_of_another_task_is_refused()
    {
        using var data = new SyntheticEpisodes(12);
        var error = Assert.Throws<ForewarnException>(() =>
            EpisodeTensors.Load([data.Store], RssmOptions.Named("debug") with { StateSize = 24 }));
        Assert.Contains("state size", error.Message);
        using var few = new SyntheticEpisodes(5);
        Assert.Throws<ForewarnException>(() => EpisodeTensors.Load([few.Store], RssmOptions.Named("debug")));
        Assert.Throws<ForewarnException>(() => RssmOptions.Named("huge"));
        Assert.Throws<ForewarnException>(() => new RssmOptions { FrontCrop = new(40, 0, 32) }.Validate());
    }

    [Theory]
    [InlineData("debug", 400)]
    [InlineData("px32", 60)]
    [InlineData("px64", 40)]
    [Trait("Speed", "Slow")]
    public void Resident_memory_stays_bounded(string size, int steps) => Soak(size, steps, 150);

    [Fact]
    public void Resident_memory_stays_bounded_over_a_hundred_updates() => Soak("debug", 100, 60);

    private void Soak(string size, int steps, double megabytes)
    {
        using var folder = new TemporaryFolder();
        using var data = new SyntheticEpisodes(20);
        var resident = new List<double>();
        var training = Training with { Steps = steps, LogEvery = 10, WarmupSteps = 5 };
        var options = Options with { AutoencoderSteps = steps / 4 };
        WorldModelTraining.Run(RssmOptions.Named(size), options, training, [data.Store], RunFolder.At(folder.Path), new Sink(p =>
        {
            NativeHeap.Trim();
            resident.Add(Environment.WorkingSet / 1e6);
            output.WriteLine($"{p.Step} {p.SecondsPerStep:F3} s/update so far, {resident[^1]:F0} MB");
        }));
        var growth = resident[^1] - resident[resident.Count / 2];
        Assert.True(growth < megabytes, string.Join(" ", resident.Select(r => $"{r:F0}")));
    }

    private sealed class Sink(Action<TrainingProgress> receive) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => receive(value);
    }
}
