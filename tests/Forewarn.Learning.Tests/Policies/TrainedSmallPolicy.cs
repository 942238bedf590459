using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.Policies;

/// <summary>Trains a small eye and a small policy on synthetic grasps once, for all tests that need trained weights.</summary>
public sealed class TrainedSmallPolicy : IDisposable
{
    internal static readonly PolicyTrainingOptions Options = new()
    {
        Policy = new() { Hidden = 48, Blocks = 2, Batch = 32, GateScenes = 12, GateSamples = 32, Ridge = 1e-3 },
        Wished = ["left", "right"],
        Training = new PolicyTrainingOptions().Training with { Steps = 500, EvaluateEvery = 0, EmaDecay = 0.99 },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-policy-").FullName;

    public TrainedSmallPolicy()
    {
        var eyeOptions = new EyeTrainingOptions
        {
            Eye = new() { Channels = [8, 8, 8], Batch = 16 },
            Training = new EyeTrainingOptions().Training with { Steps = 250, EvaluateEvery = 0 },
        };
        Scenes = new SyntheticGrasps(500, 7).Scenes();
        Demonstrations = Demonstrate(40);
        EyeTraining.Run(eyeOptions, Scenes, RunFolder.At(EyeFolder));
        using var eye = TrainedEye.Load(EyeFolder);
        Result = PolicyTraining.Run(
            Options, Demonstrations, eye, Scenes, 50, SyntheticGrasps.ModeOf, RunFolder.At(PolicyFolder));
        Run = PolicyRun.Load(PolicyFolder);
    }

    internal SceneSet Scenes { get; }

    internal DemonstrationSet Demonstrations { get; }

    internal TrainingResult Result { get; }

    internal PolicyRun Run { get; }

    internal string EyeFolder => Path.Combine(_folder, "eye");

    internal string PolicyFolder => Path.Combine(_folder, "policy");

    internal string Temporary(string name) => Path.Combine(_folder, name);

    public void Dispose()
    {
        Run.Dispose();
        Demonstrations.Dispose();
        Scenes.Dispose();
        Directory.Delete(_folder, true);
    }

    private static DemonstrationSet Demonstrate(int count)
    {
        var data = new SyntheticGrasps(count, 11);
        return new(data.Scenes(), data.PlanValues, SyntheticGrasps.Spec);
    }
}
