using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

public class EyeTaskTests
{
    private static readonly EyeTrainingOptions Short = new()
    {
        Eye = new() { Channels = [8, 8, 8], Batch = 16 },
        Training = new EyeTrainingOptions().Training with { Steps = 120, EvaluateEvery = 0 },
    };

    [Fact]
    public void LearnsWhereTheObjectIsAndSavesTheEye()
    {
        using var folder = new TemporaryFolder();
        using var scenes = new SyntheticGrasps(300, 7).Scenes();
        using var untrained = new EyeTask(Short.Eye, scenes, new SeedStreams(1).Stream("eye"));
        var before = untrained.Evaluate();
        var result = EyeTraining.Run(Short, scenes, RunFolder.At(folder.Path));
        // A constant guess is off by 23, 46 mm and 0.40 rad.
        Assert.True(result.Evaluation["eval/x_mm"] < 12, $"{result.Evaluation["eval/x_mm"]} mm");
        Assert.True(result.Evaluation["eval/y_mm"] < 20, $"{result.Evaluation["eval/y_mm"]} mm");
        Assert.True(result.Evaluation["eval/loss"] < 0.4 * before["loss"]);

        using var loaded = TrainedEye.Load(folder.Path);
        using var task = new EyeTask(loaded.Eye.Options, scenes, new SeedStreams(9).Stream("other"));
        task.Parameters.CopyFrom(loaded.Parameters);
        Assert.Equal(result.Evaluation["eval/x_mm"], task.Evaluate()["x_mm"]);
    }

    [Fact]
    public void ResumesBitExactly()
    {
        using var folder = new TemporaryFolder();
        using var scenes = new SyntheticGrasps(60, 7).Scenes();
        var options = Short with { Training = Short.Training with { Steps = 8, CheckpointEvery = 4 } };
        string whole = Path.Combine(folder.Path, "whole"), parts = Path.Combine(folder.Path, "parts");
        EyeTraining.Run(options, scenes, RunFolder.At(whole));
        using (var stop = new CancellationTokenSource())
        {
            var slice = EyeTraining.Run(
                options with { Training = options.Training with { LogEvery = 1 } }, scenes, RunFolder.At(parts),
                progress: new StopAt(4, stop), cancel: stop.Token);
            Assert.False(slice.Finished);
            Assert.Equal(4, slice.Step);
        }
        EyeTraining.Run(options, scenes, RunFolder.At(parts), resume: true);
        using var a = TrainedEye.Load(whole);
        using var b = TrainedEye.Load(parts);
        Assert.Equal(a.Parameters.ExportAll(), b.Parameters.ExportAll());
    }

    [Fact]
    public void HeldOutScenesAreNeverTrainedOn()
    {
        var data = new SyntheticGrasps(40, 7);
        using var clean = data.Scenes();
        float[] poses = [.. data.Poses];
        int heldOut = EyeTask.HeldOutCount(40, 0.1);
        for (int i = 0; i < heldOut * 3; i++) poses[i] = float.NaN;
        using var poisoned = new SceneSet(data.Pictures, poses, 2, SyntheticGrasps.Size);
        using var task = new EyeTask(Short.Eye, poisoned, new SeedStreams(1).Stream("eye"));
        for (int step = 0; step < 20; step++)
            Assert.True(double.IsFinite(task.Step(step, new SeedStreams(2).Stream("step", step))["loss"]));
    }

    [Fact]
    public void TargetAndPoseAreInverse()
    {
        var eye = new SceneEye(new());
        float[] pose = [0.53f, -0.07f, -0.6f];
        var back = eye.Pose(eye.Target(pose));
        for (int i = 0; i < 3; i++) Assert.Equal(pose[i], back[i], 5);
    }

    [Fact]
    public void ErrorsByHandAndAcrossTheTurn()
    {
        var error = EyeError.Of([0.501f, 0f, 3.1f, 0.5f, 0.004f, 0f], [0.5f, 0f, -3.1f, 0.5f, 0f, 0f]);
        Assert.Equal(1000 * Math.Sqrt(1e-6 / 2), error.XMillimeters, 3);
        Assert.Equal(1000 * Math.Sqrt(16e-6 / 2), error.YMillimeters, 3);
        Assert.Equal((2 * Math.PI - 6.2) / Math.Sqrt(2), error.YawRadians, 4);
    }

    [Fact]
    public void AnotherNumberOfCamerasIsNamed()
    {
        using var scope = NewDisposeScope();
        var eye = new SceneEye(new());
        using var store = eye.Declare(new(new SeedStreams(1).Stream("eye")));
        var error = Assert.Throws<ForewarnException>(() => eye.Features(store, zeros([1, 3, 3, 32, 32])));
        Assert.Contains("front, wrist", error.Message);
    }

    [Fact]
    public void AFolderWithoutAnEyeIsNamed()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("eye.json", Assert.Throws<ForewarnException>(() => TrainedEye.Load(folder.Path)).Message);
    }
}
