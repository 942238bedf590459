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
    public void TheSceneOnlyMovesAPlan()
    {
        // From the object, plans of the same noise differ between two scenes by what the mean differs, whatever the noise:
        // the scene cannot choose a mode. The fingers' snap is left out; it is no part of the policy's numbers.
        using var scope = NewDisposeScope();
        var policy = new DiffusionPolicy(trained.Run.Policy.Options with { WidthColumn = -1 }, trained.Run.Policy.Basis);
        var basis = policy.Basis;
        var seen = tensor(trained.Run.Eye.Features(trained.Scenes, 2)).view(2, SceneEye.FeatureSize);
        random.manual_seed(2);
        var noise = randn(32, basis.Size);
        var (a, b) = (FromObject(seen.narrow(0, 0, 1)), FromObject(seen.narrow(0, 1, 1)));
        var regressors = PlanFrame.Regressors(seen);
        var means = (regressors[0] - regressors[1]).unsqueeze(0).matmul(tensor(basis.Mean).view(-1, basis.PlanSize)[1..])
            * tensor(basis.Columns.Std).repeat(basis.Steps);
        Assert.True((a - b - means).abs().max().ToDouble() < 1e-5);
        // Noise does choose: on either scene plans end on both sides of the object.
        var aside = a.view(32, basis.Steps, -1).select(1, basis.Steps - 1).select(1, basis.Frame!.Y);
        Assert.True(aside.max().ToDouble() > 0.03 && aside.min().ToDouble() < -0.03);

        Tensor FromObject(Tensor feature) => basis.Frame!.ToObject(
            policy.Plans(trained.Run.Parameters, feature, noise), feature, SyntheticGrasps.Spec.Width);
    }
}
