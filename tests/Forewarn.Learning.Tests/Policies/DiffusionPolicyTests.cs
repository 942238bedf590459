using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

[Collection("small policy")]
public class DiffusionPolicyTests(TrainedSmallPolicy trained)
{
    [Fact]
    public void BothModesAreKeptInEveryDecisionFromOneModePerScene()
    {
        var figures = trained.Result.Evaluation;
        Assert.Equal(1, figures["eval/gate/passed"]);
        Assert.True(figures["eval/gate/weakest"] >= 0.2, $"p5 {figures["eval/gate/weakest"]}");
        Assert.True(figures["eval/share/none"] < 0.15, $"no mode {figures["eval/share/none"]}");
        Assert.InRange(figures["eval/share/left/mean"], 0.3, 0.7);
        Assert.Contains("eval/first6/left", figures.Keys);
    }

    [Fact]
    public void TheSameSeedGivesTheSamePlansAndAnotherDoesNot()
    {
        var seeds = new SeedStreams(5);
        var first = trained.Run.Plans(trained.Scenes, 0, 8, seeds.Stream("proposals"));
        Assert.Equal(first, trained.Run.Plans(trained.Scenes, 0, 8, seeds.Stream("proposals")));
        Assert.NotEqual(first, trained.Run.Plans(trained.Scenes, 0, 8, seeds.Stream("proposals", 1)));
    }

    [Fact]
    public void FingersCloseFullyOrStayOpen()
    {
        var plans = trained.Run.Plans(trained.Scenes, 1, 32, new SeedStreams(5).Stream("proposals"));
        for (int i = 4; i < plans.Length; i += 5) Assert.True(plans[i] == 0f || plans[i] >= 0.010f, $"width {plans[i]}");
        Assert.Contains(0f, plans);
    }

    [Fact]
    public void AStoredRunGivesTheGateItReported()
    {
        var features = trained.Run.Eye.Features(trained.Scenes, 12);
        var poses = Enumerable.Range(0, 12).Select(i => trained.Scenes.Pose(i).ToArray()).ToArray();
        var o = TrainedSmallPolicy.Options;
        var probe = new ModeProbe(features, poses, SyntheticGrasps.ModeOf, new(o.Wished, o.Policy.GateFloor),
            new SeedStreams(o.Training.Seed).Stream("probe"));
        var shares = probe.Measure(trained.Run.Policy, trained.Run.Parameters);
        Assert.Equal(trained.Result.Evaluation["eval/gate/weakest"], probe.Gate.Weakest(shares).Share);
    }

    [Fact]
    public void ResumesBitExactly()
    {
        using var eye = TrainedEye.Load(trained.EyeFolder);
        var options = TrainedSmallPolicy.Options with
        {
            Training = TrainedSmallPolicy.Options.Training with { Steps = 8, CheckpointEvery = 4, LogEvery = 1 },
        };
        string whole = trained.Temporary("whole"), parts = trained.Temporary("parts");
        PolicyTraining.Run(options, trained.Demonstrations, eye, trained.Scenes, 50, SyntheticGrasps.ModeOf, RunFolder.At(whole));
        using (var stop = new CancellationTokenSource())
        {
            var slice = PolicyTraining.Run(options, trained.Demonstrations, eye, trained.Scenes, 50, SyntheticGrasps.ModeOf,
                RunFolder.At(parts), progress: new StopAt(4, stop), cancel: stop.Token);
            Assert.False(slice.Finished);
        }
        Assert.Throws<ForewarnException>(() => PolicyRun.Load(parts));
        PolicyTraining.Run(
            options, trained.Demonstrations, eye, trained.Scenes, 50, SyntheticGrasps.ModeOf, RunFolder.At(parts), resume: true);
        using var a = PolicyRun.Load(whole);
        using var b = PolicyRun.Load(parts);
        Assert.Equal(a.Parameters.ExportAll(), b.Parameters.ExportAll());
    }

    [Fact]
    public void StepsLeaveNoTensorsBehind()
    {
        using var scope = NewDisposeScope();
        var features = tensor(trained.Run.Eye.Features(trained.Demonstrations.Scenes)).view(-1, SceneEye.FeatureSize);
        using var task = new DiffusionPolicyTask(
            trained.Run.Policy, trained.Demonstrations.Plans, features, null, new SeedStreams(1).Stream("policy"));
        task.Step(0, new SeedStreams(1).Stream("step"));
        task.Evaluate();
        long before = Tensor.TotalCount;
        for (int step = 1; step < 10; step++) task.Step(step, new SeedStreams(1).Stream("step", step));
        task.Evaluate();
        LiveTensors.RequireNoGrowth([before, Tensor.TotalCount]);
    }

    [Fact]
    public void TheSceneEntersOnlyThroughTheHead()
    {
        // For a fixed noised plan the answer is linear in the feature: the scene cannot choose a mode.
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var (net, p) = (trained.Run.Policy.Net, trained.Run.Parameters);
        random.manual_seed(2);
        var x = randn(1, net.Size);
        var a = randn(1, net.FeatureSize);
        var b = randn(1, net.FeatureSize);
        var level = full(1, 30f);
        var middle = net.Clean(p, x, level, 0.25 * a + 0.75 * b);
        var mixed = 0.25 * net.Clean(p, x, level, a) + 0.75 * net.Clean(p, x, level, b);
        Assert.True((middle - mixed).abs().max().ToDouble() < 1e-5);
        Assert.True((net.Clean(p, x, level, a) - net.Clean(p, x, level, b)).abs().max().ToDouble() > 1e-3);
    }
}
