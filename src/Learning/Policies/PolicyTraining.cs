using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>
/// Trains a diffusion policy on demonstrations seen through a frozen eye. The run folder ends up self-contained: it
/// holds the eye, the plan coordinates and the checkpoints, and <see cref="PolicyRun.Load"/> puts them together.
/// </summary>
public static class PolicyTraining
{
    /// <param name="demonstrations">One start scene and one whole plan each; about 100.</param>
    /// <param name="eye">Saw at least ten times more scenes than there are demonstrations.</param>
    /// <param name="probeScenes">Scenes that neither eye nor policy is trained on, for the mode shares.</param>
    /// <param name="probeCount">How many of them, from the first on, are held out; see <see cref="EyeTask.HeldOutCount"/>.</param>
    /// <param name="modeOf">Names the mode of a plan from the true pose; null leaves the mode shares out.</param>
    /// <param name="resume">Continue the run in <paramref name="folder"/>.</param>
    /// <returns>The weakest wished mode's share is under <c>eval/gate/weakest</c>.</returns>
    public static TrainingResult Run(
        PolicyTrainingOptions options, DemonstrationSet demonstrations, TrainedEye eye, SceneSet probeScenes, int probeCount,
        PlanMode? modeOf, RunFolder folder, bool resume = false, IProgress<TrainingProgress>? progress = null,
        TimeProvider? time = null, CancellationToken cancel = default)
    {
        options.Policy.Check();
        using var scope = NewDisposeScope();
        var seeds = new SeedStreams(options.Training.Seed);
        var features = tensor(eye.Features(demonstrations.Scenes)).view(demonstrations.Count, SceneEye.FeatureSize);
        var basis = PlanBasis.Fit(demonstrations.Plans, features, demonstrations.Spec.Width, options.Policy,
            PlanFrame.Of(demonstrations.Spec, eye.Eye.Options));
        var policy = new DiffusionPolicy(options.Policy, basis);
        var probe = modeOf is null ? null : Probe(options, eye, probeScenes, probeCount, modeOf, seeds.Stream("probe"));
        if (!resume)
        {
            folder.WriteConfig(("policy", options.Policy), ("wished", new { modes = options.Wished }), ("training", options.Training));
            eye.Save(folder.Path);
            PolicyRun.SaveDescription(folder.Path, policy, demonstrations.Spec, probeScenes.Size);
        }
        using var task = new DiffusionPolicyTask(policy, demonstrations.Plans, features, probe, seeds.Stream("policy"));
        var result = new TrainingRun(options.Training, folder, progress, time).Run(task, resume, cancel);
        if (result.Finished) PolicyRun.SaveWeights(folder.Path, task.Parameters);
        return result;
    }

    private static ModeProbe Probe(
        PolicyTrainingOptions options, TrainedEye eye, SceneSet scenes, int available, PlanMode modeOf, SeedStream seed)
    {
        int count = Math.Min(Math.Min(available, scenes.Count), options.Policy.GateScenes);
        var poses = Enumerable.Range(0, count).Select(i => scenes.Pose(i).ToArray()).ToArray();
        var gate = new ModeShareGate(options.Wished, options.Policy.GateFloor);
        return new(eye.Features(scenes, count), poses, modeOf, gate, seed);
    }
}
