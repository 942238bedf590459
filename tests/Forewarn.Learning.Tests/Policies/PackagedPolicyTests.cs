using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Policies;
using Forewarn.Policy;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

[Collection("small policy")]
public class PackagedPolicyTests(TrainedSmallPolicy trained)
{
    private const int Size = SyntheticGrasps.Size;

    [Fact]
    public async Task APolicyIsRebuiltFromItsPackageAlone()
    {
        string folder = Export("rebuilt");
        using var policy = PackagedPolicy.Load(folder);
        Assert.Equal(trained.Run.Eye.Features(trained.Scenes, 20), policy.Eye.Features(trained.Scenes, 20));
        await SamePlans(folder, policy, policy.Parameters.ExportAll());
    }

    [Fact]
    public void PlansComeBackAsTheNumbersTheyWereMadeOf()
    {
        using var scope = NewDisposeScope();
        using var policy = PackagedPolicy.Load(Export("whitened"));
        var features = tensor(policy.Eye.Features(trained.Scenes, 1)).view(1, 4);
        var noise = new float[8 * policy.Basis.Size];
        new SeedStream(4).FillNormal(noise);
        var numbers = policy.Numbers(policy.Parameters, tensor(noise).view(8, -1));
        var back = policy.Basis.Whiten(policy.Basis.Plans(numbers, features), features);
        Close(numbers.data<float>().ToArray(), back.data<float>().ToArray(), 1e-3);
    }

    [Fact]
    public async Task ATunedPackageHasTheSameGraphWithOtherWeights()
    {
        string folder = Export("origin"), tuned = folder + "-tuned";
        using var policy = PackagedPolicy.Load(folder);
        using var weights = policy.Parameters.Clone();
        using (no_grad())
        using (NewDisposeScope()) weights.Values.mul_(1.03);
        TunedPolicyWriter.Write(tuned, policy, weights, new TunedPolicyExport
        {
            Name = "tuned", Method = "rebel", Wish = "take it by the handle", Pairs = 12, LabelSource = "outcome",
            Training = new("tune", 3, "none", "abc", "2026-01-01"),
        });
        using var again = PackagedPolicy.Load(tuned);
        Assert.Equal(weights.ExportAll(), again.Parameters.ExportAll());
        await SamePlans(tuned, again, weights.ExportAll());
        string card = await File.ReadAllTextAsync(Path.Combine(tuned, "MODELCARD.md"), TestContext.Current.CancellationToken);
        Assert.Contains($"From `{policy.Id}`", card);
        Assert.Contains("SHA-256 abc", card);
        Assert.Contains("Simulator pose labels were used for perception pretraining", card);
        Assert.Equal(policy.Id, again.Manifest.Settings["tunedFrom"].GetString());
    }

    [Fact]
    public void DamagedPackagesAreNamed()
    {
        string folder = Export("damaged"), model = Path.Combine(folder, "propose.onnx");
        byte[] bytes = File.ReadAllBytes(model);
        bytes[^1] ^= 1;
        File.WriteAllBytes(model, bytes);
        var error = Assert.Throws<ForewarnException>(() => PackagedPolicy.Load(folder));
        Assert.Contains("propose.onnx", error.Message);
        Assert.Contains("SHA-256", error.Message);
        Assert.Contains("manifest.json", Assert.Throws<ForewarnException>(() => PackagedPolicy.Load(folder + "-none")).Message);
    }

    private async Task SamePlans(string folder, PackagedPolicy policy, float[] values)
    {
        using var scope = NewDisposeScope();
        using var package = ModelPackage.Load(folder, "policy");
        using var proposer = new PolicyProposer(package);
        using var weights = policy.Parameters.Clone();
        using (no_grad())
        using (NewDisposeScope()) weights.Values.copy_(tensor(values));
        var features = tensor(policy.Eye.Features(trained.Scenes, 3)).view(3, 4);
        for (int scene = 0; scene < 3; scene++)
        {
            var found = await proposer.ProposeAsync(new(Observe(scene)), 16, new SeedStream(9), default);
            var noise = new float[16 * policy.Basis.Size];
            new SeedStream(9).FillNormal(noise);
            var wanted = policy.Plans(weights, features.narrow(0, scene, 1), tensor(noise).view(16, -1));
            Close(wanted.contiguous().data<float>().ToArray(), found.Values, 1e-4);
        }
    }

    private string Export(string name)
    {
        string folder = Path.Combine(trained.Temporary("packages"), $"{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(trained.Temporary("packages"));
        PolicyExporter.Write(folder, trained.Run, new PolicyExport
        {
            Demonstrations = trained.Demonstrations.Count, PretrainingScenes = trained.Scenes.Count,
            Training = new("test", 1, "none", "", "2026-01-01"),
        });
        return folder;
    }

    private Observation Observe(int scene)
    {
        using var pictures = trained.Scenes.Pictures.narrow(0, scene, 1).contiguous();
        var bytes = pictures.data<byte>().ToArray();
        int length = bytes.Length / 2;
        return new([new("front", Size, Size, bytes[..length]), new("wrist", Size, Size, bytes[length..])], new float[20],
            TimeSpan.Zero);
    }

    private static void Close(float[] wanted, float[] found, double tolerance)
    {
        Assert.Equal(wanted.Length, found.Length);
        for (int i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - found[i]) <= tolerance, $"at {i}: {found[i]} against {wanted[i]}");
    }
}
