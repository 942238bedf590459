using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Guarding;

/// <summary>Plays every candidate of a scene once, from the same state.</summary>
internal sealed class HazardPlayer(GuardBench bench, GuardStudyOptions options, CancellationToken cancel) : IDisposable
{
    public PlayedScene Play(ulong root, int episode)
    {
        var scene = HazardScene.Draw(bench, options, root, episode, cancel);
        var fates = new PlanFate[scene.Plans.Count];
        for (int k = 0; k < fates.Length; k++)
        {
            cancel.ThrowIfCancellationRequested();
            bench.Task.LoadState(scene.State);
            fates[k] = bench.Hazards.Play(scene.Plans.Chunk(k), options.Rows);
        }
        return new(root, episode, InputDigest.Of(scene.Plans), fates);
    }

    public void Dispose() => bench.Dispose();
}
