using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Policies;
using Forewarn.Onnx;
using Forewarn.Policy;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

[Collection("small policy")]
public class PolicyExportTests(TrainedSmallPolicy trained)
{
    private static readonly SeedStreams Seeds = new(21);

    [Fact]
    public void EyeAgreesWithTorch()
    {
        var graph = new GraphBuilder("eye");
        foreach (var camera in trained.Run.Eye.Eye.Options.Cameras)
            graph.Input(camera, OnnxType.UInt8, 1, SyntheticGrasps.Size, SyntheticGrasps.Size, 3);
        graph.Output("feature", ProposeGraph.Eye(graph, trained.Run.Eye), OnnxType.Float, 1, SceneEye.FeatureSize);
        using var session = new GraphSession(OnnxModel.ToBytes(graph), "eye");
        using var binding = session.Bind();
        var wanted = trained.Run.Eye.Features(trained.Scenes, 20);
        for (int scene = 0; scene < 20; scene++)
        {
            var observation = Observe(scene);
            foreach (var frame in observation.Images) binding.Set<byte>(frame.Camera, frame.Rgb);
            binding.Run();
            Close(wanted.AsSpan(scene * 4, 4), binding.Output<float>("feature"), 1e-5);
        }
    }

    [Fact]
    public void OnePassOfTheNetworkAgreesWithTorch() => Parity(1, 1e-5);

    [Fact]
    public void TheWholeChainAgreesWithTorch() => Parity(10, 1e-4);

    [Theory]
    [InlineData(0f)]
    [InlineData(0.7f)]
    [InlineData(2.5f)]
    [InlineData(-2.5f)]
    public void PlansReturnFromTheObjectAsInTorchAlsoFarBeyondTheTrainedTurns(float yaw)
    {
        using var scope = NewDisposeScope();
        var policy = trained.Run.Policy;
        var graph = new GraphBuilder("plans");
        graph.Input("feature", OnnxType.Float, 1, SceneEye.FeatureSize);
        graph.Input("numbers", OnnxType.Float, "N", policy.Basis.Size);
        graph.Output("plans", ProposeGraph.Plans(graph, policy, "feature", "numbers"), OnnxType.Float, "N", policy.Basis.PlanSize);
        using var session = new GraphSession(OnnxModel.ToBytes(graph), "plans");
        using var binding = session.Bind(("N", 16));
        // The direction of a seen object is not of unit length.
        float[] feature = trained.Run.Eye.Eye.Target([0.53f, -0.06f, yaw]);
        (feature[2], feature[3]) = (1.1f * feature[2], 1.1f * feature[3]);
        var numbers = new float[16 * policy.Basis.Size];
        Seeds.Stream("numbers").FillNormal(numbers);
        binding.Set<float>("feature", feature);
        binding.Set<float>("numbers", numbers);
        binding.Run();
        var wanted = policy.Basis.Plans(tensor(numbers).view(16, -1), tensor(feature).unsqueeze(0));
        wanted = where(wanted < tensor(policy.CloseBelow.ToArray()), zeros_like(wanted), wanted);
        Close(wanted.contiguous().data<float>().ToArray(), binding.Output<float>("plans"), 1e-5);
    }

    [Fact]
    public async Task ThePackageProposesWhatTorchSamples()
    {
        using var package = Export("package");
        using var proposer = new PolicyProposer(package);
        Assert.Equal(SyntheticGrasps.Steps, proposer.Steps);
        Assert.True(proposer.Spec.Matches(SyntheticGrasps.Spec));
        proposer.WarmUp(16);
        foreach (int count in (int[])[16, 3, 64])
        {
            var found = await proposer.ProposeAsync(new(Observe(2)), count, Seeds.Stream("p", count), default);
            Assert.Equal(count, found.Count);
            Close(trained.Run.Plans(trained.Scenes, 2, count, Seeds.Stream("p", count)), found.Values, 1e-4);
            var again = await proposer.ProposeAsync(new(Observe(2)), count, Seeds.Stream("p", count), default);
            Assert.Equal(found.Values, again.Values);
        }
    }

    [Fact]
    public void TheModelCardSaysWhatTheLabelsWereUsedFor()
    {
        using var package = Export("card");
        var card = File.ReadAllText(Path.Combine(package.Folder, "MODELCARD.md"));
        Assert.Contains("Simulator pose labels were used for perception pretraining, and for nothing else", card);
        Assert.Equal(500, package.Integer("pretrainingScenes"));
    }

    [Fact]
    public async Task WrongObservationsAreNamed()
    {
        using var package = Export("faults");
        using var proposer = new PolicyProposer(package);
        var good = Observe(0);
        await Refused(good with { Images = [good.Images[0]] }, "camera 'wrist'");
        await Refused(good with { Images = [good.Images[0], new("wrist", 16, 16, new byte[16 * 16 * 3])] }, "16x16");
        await Refused(good with { Images = [good.Images[0], new("wrist", 32, 32, new byte[7])] }, "7 bytes");
        await Refused(good with { State = new float[3] }, "3 numbers");
        await Refused(good with { State = [.. Enumerable.Repeat(0f, 19), float.NaN] }, "index 19");
        var bad = await Assert.ThrowsAsync<ForewarnException>(
            async () => await proposer.ProposeAsync(new(good), 0, Seeds.Stream("p"), default));
        Assert.Contains("1 or more", bad.Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await proposer.ProposeAsync(new(good), 4, Seeds.Stream("p"), new CancellationToken(true)));
        // None of this leaves the proposer broken.
        Assert.Equal(4, (await proposer.ProposeAsync(new(good), 4, Seeds.Stream("p"), default)).Count);

        async Task Refused(Observation observation, string says)
        {
            var error = await Assert.ThrowsAsync<ForewarnException>(
                async () => await proposer.ProposeAsync(new(observation), 4, Seeds.Stream("p"), default));
            Assert.Contains(says, error.Message);
        }
    }

    [Fact]
    public async Task TheStateDoesNotMoveThePlans()
    {
        using var package = Export("state");
        using var proposer = new PolicyProposer(package);
        var a = await proposer.ProposeAsync(new(Observe(0)), 4, Seeds.Stream("p"), default);
        var other = Observe(0) with { State = [.. Enumerable.Repeat(0.3f, 20)] };
        Assert.Equal(a.Values, (await proposer.ProposeAsync(new(other), 4, Seeds.Stream("p"), default)).Values);
    }

    private void Parity(int steps, double tolerance)
    {
        var policy = new DiffusionPolicy(trained.Run.Policy.Options with { SampleSteps = steps }, trained.Run.Policy.Basis);
        var graph = ProposeGraph.Build(trained.Run.Eye, policy, trained.Run.Parameters, SyntheticGrasps.Size, 20);
        using var session = new GraphSession(OnnxModel.ToBytes(graph), "propose");
        using var binding = session.Bind(("N", 32));
        for (int scene = 0; scene < 5; scene++)
        {
            foreach (var frame in Observe(scene).Images) binding.Set<byte>(frame.Camera, frame.Rgb);
            Seeds.Stream("parity", scene).FillNormal(binding.Input<float>("noise"));
            binding.Run();
            var feature = trained.Run.Eye.Features(trained.Scenes, scene + 1).AsSpan(scene * 4, 4);
            var wanted = policy.Plans(trained.Run.Parameters, feature, 32, Seeds.Stream("parity", scene));
            Close(wanted, binding.Output<float>("plans"), tolerance);
        }
    }

    private ModelPackage Export(string name)
    {
        var export = new PolicyExport
        {
            Demonstrations = trained.Demonstrations.Count,
            PretrainingScenes = trained.Scenes.Count,
            Training = new("test", 1, "none", "", "2026-01-01"),
        };
        string folder = Path.Combine(trained.Temporary("packages"), $"{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(trained.Temporary("packages"));
        PolicyExporter.Write(folder, trained.Run, export);
        return ModelPackage.Load(folder, "policy");
    }

    private Observation Observe(int scene)
    {
        int size = SyntheticGrasps.Size, length = size * size * 3;
        using var pictures = trained.Scenes.Pictures.narrow(0, scene, 1).contiguous();
        var bytes = pictures.data<byte>().ToArray();
        return new([new("front", size, size, bytes[..length]), new("wrist", size, size, bytes[length..])],
            new float[20], TimeSpan.Zero);
    }

    private static void Close(ReadOnlySpan<float> wanted, ReadOnlySpan<float> found, double tolerance)
    {
        Assert.Equal(wanted.Length, found.Length);
        for (int i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - found[i]) <= tolerance, $"at {i}: {found[i]} against {wanted[i]}");
    }
}
