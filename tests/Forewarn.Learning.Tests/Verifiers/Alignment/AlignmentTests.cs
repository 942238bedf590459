using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Learning.Verifiers.Alignment;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Verifier;
using Forewarn.Verifier.Chat;
using Forewarn.Verifier.Hub;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Verifiers.Alignment;

public sealed class AlignmentTests : IDisposable
{
    private const int Steps = 4, Size = 6;

    private readonly TinyLanguageModel _model = new("llama");
    private readonly DecoderOptions _size;
    private readonly FrozenWeights _frozen;
    private readonly TextTokenizer _tokenizer;
    private readonly string _runs = Directory.CreateTempSubdirectory("forewarn-alignment-").FullName;

    public AlignmentTests()
    {
        _size = LanguageModelConfig.Read(_model.Path, 160);
        _frozen = FrozenWeights.Load(_model.Path, _size);
        _tokenizer = TextTokenizer.Parse(File.ReadAllBytes(_model.At("tokenizer.json")));
    }

    private AlignmentOptions Options => new()
    {
        Stage = AlignmentStage.Adapters, Lora = new() { Rank = 4, Alpha = 8, Targets = LoraOptions.AllTargets },
        Rows = 4, Accumulate = 2, LatentNoise = 0, EvaluationRows = 8, NarrationTokens = 6,
    };

    public void Dispose()
    {
        _frozen.Dispose();
        _model.Dispose();
        Directory.Delete(_runs, recursive: true);
    }

    [Theory]
    [InlineData(AlignmentStage.Projector)]
    [InlineData(AlignmentStage.Adapters)]
    public void Checkpointing_gives_the_gradients_of_a_plain_pass(AlignmentStage stage)
    {
        float[] Gradients(bool checkpointing)
        {
            using var task = Task(Options with { Stage = stage, Checkpointing = checkpointing });
            // Away from where B is zero and A has no gradient.
            foreach (string name in task.Parameters.Names.Where(n => n.EndsWith("lora_b", StringComparison.Ordinal)))
            {
                var values = new float[task.Parameters.ShapeOf(name).Aggregate(1L, (a, b) => a * b)];
                new SeedStream(8).FillNormal(values);
                task.Parameters.Import(name, [.. values.Select(v => 0.05f * v)]);
            }
            double loss = task.Step(0, new SeedStream(4))["narration_loss"];
            Assert.InRange(loss, 1, 30);
            return task.Parameters.Gradients.data<float>().ToArray();
        }
        float[] plain = Gradients(false), again = Gradients(true);
        Assert.True(plain.Count(g => g != 0) > plain.Length * 9 / 10);
        double scale = plain.Max(Math.Abs);
        for (int i = 0; i < plain.Length; i++) Assert.Equal(plain[i], again[i], 1e-5 * scale);
    }

    [Fact]
    public void Accumulated_parts_make_the_gradient_of_their_mean()
    {
        float[] Gradient(int accumulate, SeedStream seed)
        {
            using var task = Task(Options with { Accumulate = accumulate, Stage = AlignmentStage.Projector });
            task.Step(0, seed);
            return task.Parameters.Gradients.data<float>().ToArray();
        }
        float[] both = Gradient(2, new SeedStream(4)), first = Gradient(1, new SeedStream(4));
        // The first part alone, taken out of the mean, leaves the second: not zero, and not the first again.
        float[] second = [.. both.Zip(first, (b, f) => 2 * b - f)];
        Assert.True(second.Max(Math.Abs) > 0.1 * first.Max(Math.Abs));
        Assert.True(second.Zip(first, (s, f) => Math.Abs(s - f)).Max() > 0.1 * first.Max(Math.Abs));
    }

    [Fact]
    public void The_language_model_is_left_as_it_was()
    {
        float[] before = _frozen.Export("layers.0.qkv.weight");
        using var task = Task(Options);
        new TrainingRun(Training(3), RunFolder.At(Folder("frozen"))).Run(task);
        Assert.Equal(before, _frozen.Export("layers.0.qkv.weight"));
        Assert.False(_frozen["layers.0.qkv.weight"].requires_grad);
    }

    [Fact]
    public void Two_stages_learn_and_a_resumed_run_ends_where_an_unbroken_one_does()
    {
        var latents = SyntheticLatents.Make(60, Steps, Size, 5);
        var stage1 = Options with { Stage = AlignmentStage.Projector };
        string first = Folder("first");
        var result = AlignmentTraining.Run(stage1, Training(10), _size, _frozen, Words(), latents, RunFolder.At(first));
        Assert.True(result.Finished);
        string whole = Folder("whole"), broken = Folder("broken");
        AlignmentTraining.Run(Options, Training(12), _size, _frozen, Words(), latents, RunFolder.At(whole), first);
        using (var stop = new CancellationTokenSource())
        {
            var halfway = new Stopper(6, stop);
            AlignmentTraining.Run(Options, Training(12), _size, _frozen, Words(), latents, RunFolder.At(broken), first, progress: halfway, cancel: stop.Token);
        }
        Assert.True(AlignmentTraining.Run(Options, Training(12), _size, _frozen, Words(), latents, RunFolder.At(broken), resume: true).Finished);
        using var one = AlignmentRun.Load(whole);
        using var two = AlignmentRun.Load(broken);
        Assert.Equal(one.Parameters.ExportAll(), two.Parameters.ExportAll());
        using var task = Task(Options);
        double begun = task.Step(0, new SeedStream(77))["narration_loss"];
        task.Parameters.CopyFrom(one.Parameters);
        Assert.True(task.Step(0, new SeedStream(77))["narration_loss"] < begun);
    }

    [Fact]
    public async Task What_was_aligned_narrates_at_run_time_as_in_training()
    {
        var latents = SyntheticLatents.Make(60, Steps, Size, 5);
        string folder = Folder("run"), hub = Folder("hub"), package = Folder("package");
        AlignmentTraining.Run(Options, Training(8), _size, _frozen, Words(), latents, RunFolder.At(folder));
        using var run = AlignmentRun.Load(folder);
        AlignmentExporter.WriteDecoder(hub, _model.Path, run.Over(_frozen), _size);
        AlignmentExporter.WriteProjector(package, run, new Dictionary<string, object>
        {
            ["maxOptions"] = 6, ["narrationTokens"] = Options.NarrationTokens, ["question"] = "what?", ["choice"] = "{wish} {options}",
        }, new VerifierExport { Name = "aligned", Training = new("test", 1, "none", "", "2026-01-01"), Metrics = new Dictionary<string, MetricInterval>() });
        using var projector = ModelPackage.Load(package, ModelKind.Verifier);
        using var decoder = HubDecoder.Open(hub);
        using var narrator = new ChatNarrator(new ChatVerifier(projector, decoder));
        int[] episodes = [.. latents.HeldOut.Take(3)];
        float[] raw = [.. episodes.SelectMany(e => latents.Predicted.AsSpan(e * Steps * Size, Steps * Size).ToArray())];
        var narrations = await narrator.NarrateAsync(new LatentRollout(raw, new float[3 * Steps], 3, Steps, Size), default);

        using var task = Task(Options);
        task.Parameters.CopyFrom(run.Parameters);
        var said = episodes.Select(_ => new List<int>()).ToArray();
        for (int t = 0; t < Options.NarrationTokens; t++)
        {
            using var scope = NewDisposeScope();
            using var guard = no_grad();
            long[] next = task.Next(episodes, said).argmax(-1).data<long>().ToArray();
            for (int i = 0; i < said.Length; i++) said[i].Add((int)next[i]);
        }
        for (int i = 0; i < said.Length; i++) Assert.Equal(_tokenizer.Decode(said[i].TakeWhile(id => id != 0)).Trim(), narrations[i].Text);
    }

    private AlignmentTask Task(AlignmentOptions options) =>
        new(options, _size, _frozen, Words(), SyntheticLatents.Make(60, Steps, Size, 5), new SeedStream(1));

    private AlignmentWords Words() => new(
        [.. _tokenizer.EncodePrompt("<begin><u>")], [.. _tokenizer.EncodePrompt("what?</u><a>")], 0, _tokenizer.Encode, _tokenizer.Decode);

    private string Folder(string name) => System.IO.Path.Combine(_runs, name);

    private static TrainingOptions Training(long steps) => new() { Steps = steps, LearningRate = 3e-3, WarmupSteps = 2, LogEvery = 1, CheckpointEvery = 100, Seed = 3 };

    private sealed class Stopper(long at, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= at) stop.Cancel();
        }
    }
}
