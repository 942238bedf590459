using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.WorldModels;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.WorldModel;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.WorldModels;

/// <summary>Torch and ONNX Runtime must agree: 1e-5 per module, 1e-4 along twenty steps.</summary>
public sealed class RssmExportTests : IDisposable
{
    private const int Plans = 6, Steps = 20;
    private readonly TemporaryFolder folder = new();
    private readonly SyntheticEpisodes data = new(12);
    private readonly EpisodeTensors episodes;
    private readonly Rssm model;
    private readonly ModelPackage package;
    private readonly RssmWorldModel world;
    private readonly DisposeScope scope = NewDisposeScope();

    public RssmExportTests()
    {
        var sizes = RssmOptions.Named("px32");
        episodes = EpisodeTensors.Load([data.Store], sizes);
        model = new Rssm(sizes, episodes.Statistics(sizes, EpisodeSplit.Training(episodes.Count)),
            new SeedStreams(5).Stream("w"));
        // Untrained scales are one and biases zero: disturb them, or a swapped or forgotten one would go unnoticed.
        using (no_grad())
            foreach (var name in model.Parameters.Names.Where(n =>
                !n.StartsWith("statistics.", StringComparison.Ordinal)))
            {
                var weights = model.Parameters[name];
                weights.add_(0.1 * randn_like(weights) * weights.abs().mean().clamp_min(0.1));
            }
        var provenance = new TrainingProvenance("test", 5, "none", "none", "2026-01-01");
        RssmExporter.Write(folder.File("cup-world"), model,
            new WorldModelExport { Episodes = 12, Updates = 0, Training = provenance });
        package = ModelPackage.Load(folder.File("cup-world"), ModelKind.WorldModel);
        world = new RssmWorldModel(package);
    }

    [Fact]
    public async Task Observing_one_frame_and_a_history_equals_the_trained_model()
    {
        foreach (int length in new[] { 1, 4 })
        {
            var latents = await world.ObserveAsync(History(3, length), CancellationToken.None);
            AssertNear(Posterior(3, length), latents.Values, 1e-5);
            Assert.Equal((length, model.Options.LatentSize), (latents.Steps, latents.Last.Size));
        }
    }

    [Fact]
    public async Task Mean_rollouts_equal_the_trained_model_over_twenty_steps()
    {
        var start = (await world.ObserveAsync(History(3, 1), CancellationToken.None)).Last;
        var rollout = await world.ImagineAsync(start, Proposals(), null, CancellationToken.None);
        Assert.Equal((Plans, Steps), (rollout.Count, rollout.Steps));
        for (int k = 0; k < Plans; k++)
        {
            var disagreement = new List<Tensor>();
            using var guard = no_grad();
            var actions = model.ActionFeatures(episodes.Actions[k].unsqueeze(0));
            var latents = model.Roll(Codes(3, 1), actions, 1, disagreement);
            AssertNear(latents.narrow(1, 1, Steps).contiguous().data<float>().ToArray(), rollout.Mode(k).ToArray(),
                1e-4);
            AssertNear(stack(disagreement).data<float>().ToArray(),
                rollout.Disagreement[(k * Steps)..((k + 1) * Steps)], 1e-4);
        }
    }

    [Fact]
    public async Task Sampled_rollouts_follow_the_noise_and_repeat()
    {
        var start = new LatentState(Posterior(3, 1));
        var one = await world.ImagineAsync(start, Proposals(), new SeedStreams(1).Stream("n"), CancellationToken.None);
        var again = await world.ImagineAsync(start, Proposals(), new SeedStreams(1).Stream("n"),
            CancellationToken.None);
        var other = await world.ImagineAsync(start, Proposals(), new SeedStreams(2).Stream("n"),
            CancellationToken.None);
        Assert.Equal(one.Values, again.Values);
        Assert.NotEqual(one.Values, other.Values);

        using var guard = no_grad();
        var noise = new float[Steps * Plans * model.Options.Stochastic];
        new SeedStreams(1).Stream("n").FillNormal(noise);
        var first = tensor(start.Values, 1, model.Options.LatentSize).expand(Plans, -1);
        Tensor h = first.narrow(1, 0, model.Options.Deterministic),
            z = first.narrow(1, model.Options.Deterministic, model.Options.Stochastic);
        var drawn = tensor(noise, Steps, Plans, model.Options.Stochastic);
        var latents = new List<Tensor>();
        for (int t = 0; t < Steps; t++)
        {
            var action = model.ActionFeatures(episodes.Actions.narrow(0, 0, Plans).select(1, t + 1));
            h = model.Transition(h, z, model.ProjectAction(action));
            z = Rssm.Mean(model.Members(h)).Sample(drawn[t]);
            latents.Add(cat([h, z], -1));
        }
        AssertNear(stack(latents, 1).contiguous().data<float>().ToArray(), one.Values, 1e-4);
    }

    [Fact]
    public async Task One_plan_among_many_equals_the_plan_alone()
    {
        var start = new LatentState(Posterior(2, 1));
        var all = await world.ImagineAsync(start, Proposals(), null, CancellationToken.None);
        var alone = await world.ImagineAsync(start, Proposals().Select([4]), null, CancellationToken.None);
        AssertNear(all.Mode(4).ToArray(), alone.Values, 1e-5);
    }

    [Fact]
    public async Task Decoded_pictures_equal_the_trained_models_within_a_byte()
    {
        var latents = randn(5, model.Options.LatentSize);
        var rollout = new LatentRollout(latents.data<float>().ToArray(), new float[5], 1, 5, model.Options.LatentSize);
        var frames = (await world.DecodeAsync(rollout, CancellationToken.None)).Frames[0];
        using var guard = no_grad();
        var mean = model.Parameters["statistics.mean_image"].narrow(0, 0, 6);
        var expected =
            ((model.DecodeImages(latents) + mean) * 255).round().clamp(0, 255).view(5, 2, 3, 32, 32)
                .permute(0, 1, 3, 4, 2).contiguous();
        for (int m = 0; m < 5; m++)
            for (int camera = 0; camera < 2; camera++)
            {
                var wanted = expected[m][camera].contiguous().data<float>().ToArray();
                var found = frames[m][camera].Rgb;
                Assert.Equal(new[] { "front", "wrist" }[camera], frames[m][camera].Camera);
                Assert.True(wanted.Zip(found, (a, b) => Math.Abs(a - b)).Max() <= 1);
            }
    }

    [Fact]
    public void Mean_prior_by_one_layer_equals_the_mean_of_the_members()
    {
        using var guard = no_grad();
        var h = randn(7, model.Options.Deterministic);
        var difference = model.PriorMean(h, model.MeanHead()) - Rssm.Mean(model.Members(h)).Mean;
        Assert.True(difference.abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public async Task Wrong_input_is_refused_with_names()
    {
        var history = History(3, 1);
        var small = history.Latest with { Images = [.. history.Latest.Images.Select(i =>
            new CameraFrame(i.Camera, 32, 32, new byte[32 * 32 * 3]))] };
        var error = await Assert.ThrowsAsync<ForewarnException>(async () =>
            await world.ObserveAsync(new(small), CancellationToken.None));
        Assert.Contains("front", error.Message);
        var delta = new ActionProposals(new float[400], 2, ArmTask.PlanSpec with { Representation = "delta" });
        await Assert.ThrowsAsync<ForewarnException>(async () =>
            await world.ImagineAsync(new(new float[model.Options.LatentSize]), delta, null, CancellationToken.None));
        await Assert.ThrowsAsync<ForewarnException>(async () =>
            await world.ImagineAsync(new(new float[3]), Proposals(), null, CancellationToken.None));
        using var passed = new CancellationTokenSource();
        passed.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await world.ObserveAsync(history, passed.Token));
        Assert.Equal(1, (await world.ObserveAsync(history, CancellationToken.None)).Steps);
    }

    public void Dispose()
    {
        world.Dispose();
        package.Dispose();
        model.Dispose();
        episodes.Dispose();
        data.Dispose();
        folder.Dispose();
        scope.Dispose();
    }

    private ObservationHistory History(int episode, int length)
    {
        var observations = new List<Observation>();
        var buffer = new byte[2 * 64 * 64 * 3];
        for (int t = 0; t < length; t++)
        {
            data.Store.ReadFrame(episode, t, buffer);
            observations.Add(new([new("front", 64, 64, buffer[..12288]), new("wrist", 64, 64, buffer[12288..])],
                data.Store.States(episode).Slice(t * 20, 20).ToArray(), TimeSpan.FromSeconds(0.2 * t)));
        }
        return new(observations, data.Store.Plan(episode)[..((length - 1) * 10)].ToArray());
    }

    private ActionProposals Proposals() =>
        new([.. Enumerable.Range(0, Plans).SelectMany(k => data.Store.Plan(k).ToArray())], Plans, ArmTask.PlanSpec);

    private Tensor Codes(int episode, int length)
    {
        using var guard = no_grad();
        var images = model.CenterImages(episodes.Images[episode].narrow(0, 0, length));
        return model.Encode(images,
            model.StandardizeStates(episodes.States[episode].narrow(0, 0, length))).unsqueeze(0);
    }

    private float[] Posterior(int episode, int length)
    {
        using var guard = no_grad();
        var actions = model.ActionFeatures(episodes.Actions[episode].narrow(0, 0, length).unsqueeze(0));
        return model.Roll(Codes(episode, length), actions, length).contiguous().data<float>().ToArray();
    }

    private static void AssertNear(float[] wanted, float[] found, double tolerance)
    {
        Assert.Equal(wanted.Length, found.Length);
        double worst = wanted.Zip(found, (a, b) => (double)Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance, $"largest difference {worst:E2}, wanted at most {tolerance:E0}");
    }
}
