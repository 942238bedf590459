using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Tests.Policies;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using Forewarn.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

/// <summary>From preference records to a policy that does what was preferred, on the small policy of two modes.</summary>
[Collection("small policy")]
public class TunedSmallPolicyTests(TrainedSmallPolicy trained)
{
    private const int Scenes = 30;

    [Theory]
    [InlineData(TuningMethod.Rebel, 0.1)]
    [InlineData(TuningMethod.Dpo, 0.1)]
    [InlineData(TuningMethod.Distill, 0.1)]
    [InlineData(TuningMethod.OnlineDpo, 0.1)]
    [InlineData(TuningMethod.Hypo, 0.1)]
    [InlineData(TuningMethod.Ppo, 0.1)]
    [InlineData(TuningMethod.Rloo, 0.1)]
    [InlineData(TuningMethod.Remax, 0.1)]
    [InlineData(TuningMethod.Spin, 0.1)]
    [InlineData(TuningMethod.Refuel, 0.05)]
    public void EveryMethodMakesThePreferredSideLikelier(TuningMethod method, double gain)
    {
        using var folder = new TemporaryFolder();
        using var policy = PackagedPolicy.Load(Package());
        var import = PreferenceImport.Of(policy, Records(policy));
        using var pairs = import.Plans;
        Assert.Empty(import.Dropped);
        Assert.InRange(import.ResidualMeters, 0, 2e-3);
        double before = Share(policy);
        var options = new TuningOptions
        {
            // Logged pairs allow one step from the policy that drew them: it has to be a long one.
            Eta = method == TuningMethod.Refuel ? 4 : 1,
            Online = new() { Prompts = 16, PerPrompt = 4 },
            Training = new() { Steps = 100, LearningRate = 3e-4, WarmupSteps = 5, LogEvery = 20, CheckpointEvery = 1000 },
        };
        var diffusion = new DiffusionTuningOptions
        {
            PosteriorDraws = 2, GuardEvery = 5, LargestKl = 30, LargestVariance = 0,
            Reward = new() { Members = 2, Training = new RewardModelOptions().Training with { Steps = 150 } },
        };
        var result = new PolicyTuning(method, options, diffusion).Run(policy, pairs, RunFolder.At(folder.Path));
        Assert.True(result.Finished);
        Assert.Equal(1.0, result.Evaluation["eval/rewards/accuracies"], 0.35);
        double after = Share(policy);
        Assert.True(after > before + gain, $"{method}: {before} to {after}");
        string[] names = ["objective/kl", "objective/kl_k3", "objective/entropy", "deployed/scores", "chain/scores"];
        foreach (string name in names.Select(n => "eval/" + n))
            Assert.True(double.IsFinite(result.Evaluation[name]), name);
    }

    [Fact]
    public void RecordsOfOtherPlansAreCountedByReason()
    {
        using var policy = PackagedPolicy.Load(Package());
        var good = Records(policy).Take(3).ToArray();
        var foreign = good[0] with { Provenance = good[0].Provenance with { Representation = "delta" } };
        var far = good[1] with { Chosen = new([.. good[1].Chosen.Actions.Select(r => r.Select(v => v + 5).ToArray())]) };
        var blind = good[2] with { Observations = [] };
        var import = PreferenceImport.Of(policy, [.. good, foreign, far, blind]);
        using var plans = import.Plans;
        Assert.Equal(3, import.Plans.Count);
        Assert.Equal([1, 1, 1], import.Dropped.Values);
        Assert.Contains("no observation", import.Dropped.Keys);
        Assert.Throws<ForewarnException>(() => PreferenceImport.Of(policy, [foreign]));
    }

    private double Share(PackagedPolicy policy)
    {
        using var scope = NewDisposeScope();
        var features = tensor(policy.Eye.Features(trained.Scenes, Scenes)).view(Scenes, 4);
        int left = 0, all = 0;
        for (int scene = 0; scene < Scenes; scene++)
        {
            var plans = Plans(policy, features.narrow(0, scene, 1), scene, 16);
            left += plans.Count(p => IsLeft(p, trained.Scenes.Pose(scene)));
            all += plans.Length;
        }
        return (double)left / all;
    }

    /// <summary>
    /// Whether a plan ends to the left of the object, however far: a tuned policy may overshoot the mode it came from.
    /// </summary>
    private static bool IsLeft(float[] plan, ReadOnlySpan<float> pose)
    {
        var row = plan.AsSpan()[^SyntheticGrasps.Spec.Width..];
        return -(row[0] - pose[0]) * MathF.Sin(pose[2]) + (row[1] - pose[1]) * MathF.Cos(pose[2]) > 0.02f;
    }

    private static float[][] Plans(PackagedPolicy policy, Tensor feature, int scene, int count)
    {
        var noise = new float[count * policy.Basis.Size];
        new SeedStream(31).Child("scene", scene).FillNormal(noise);
        var plans = policy.Plans(policy.Parameters, feature, tensor(noise).view(count, -1)).contiguous().data<float>().ToArray();
        return plans.Chunk(policy.Basis.PlanSize).ToArray();
    }

    /// <summary>Per scene two pairs of a plan to the left of the object and one to the right; the left one is preferred.</summary>
    private List<PreferenceRecord> Records(PackagedPolicy policy)
    {
        using var scope = NewDisposeScope();
        var features = tensor(policy.Eye.Features(trained.Scenes, 60)).view(60, 4);
        var records = new List<PreferenceRecord>();
        for (int scene = 0; scene < 60; scene++)
        {
            var plans = Plans(policy, features.narrow(0, scene, 1), 1000 + scene,
                16).ToLookup(p => SyntheticGrasps.ModeOf(p, trained.Scenes.Pose(scene)));
            foreach (var (left, right) in plans["left"].Zip(plans["right"]).Take(2)) records.Add(Record(scene, left, right));
        }
        return records;
    }

    private PreferenceRecord Record(int scene, float[] better, float[] worse)
    {
        using var pictures = trained.Scenes.Pictures.narrow(0, scene, 1).contiguous();
        byte[] bytes = pictures.data<byte>().ToArray();
        int size = SyntheticGrasps.Size, width = SyntheticGrasps.Spec.Width;
        var seen = new Observation(
            [new("front", size, size, bytes[..(bytes.Length / 2)]), new("wrist", size, size, bytes[(bytes.Length / 2)..])],
                new float[20], TimeSpan.Zero);
        var prompt = new PreferencePrompt("from the left", $"scene {scene}", $"scene {scene}");
        return new()
        {
            Prompt = prompt, PromptHash = PreferenceRecord.Hash(prompt), Chosen = new([.. better.Chunk(width)]),
                Rejected = new([.. worse.Chunk(width)]),
            PolicyId = "small", ChosenReward = 1, RejectedReward = 0, LabelSource = "outcome", EpisodeId = $"{scene}",
                PrefixHash = $"scene {scene}",
            FuturePolicyId = "small", Observations = [PreferenceObservation.Of(seen)],
            Provenance = new("", "", scene, -1, "None", SyntheticGrasps.Spec.Names, "absolute", "base", 10,
                new Dictionary<string, string>(), ""),
        };
    }

    private string Package()
    {
        string folder = Path.Combine(trained.Temporary("packages"), $"tuning-{Guid.NewGuid():N}");
        Directory.CreateDirectory(trained.Temporary("packages"));
        PolicyExporter.Write(folder, trained.Run, new PolicyExport
        {
            Demonstrations = trained.Demonstrations.Count, PretrainingScenes = trained.Scenes.Count,
                Training = new("test", 1, "none", "", "2026-01-01"),
        });
        return folder;
    }
}
