using Forewarn.Learning.Policies;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Lab.Training;

/// <summary>First looks of recorded episodes with the true poses that go with them.</summary>
internal static class SceneSets
{
    public static SceneSet Read(EpisodeStore store)
    {
        int look = store.Cameras * store.Size * store.Size * 3;
        var pictures = new byte[(long)look * store.Count];
        var poses = new float[store.Count * 3];
        for (int i = 0; i < store.Count; i++)
        {
            store.ReadFrame(i, 0, pictures.AsSpan(i * look, look));
            store.Info(i).MugPose.CopyTo(poses, i * 3);
        }

        return new SceneSet(pictures, poses, store.Cameras, store.Size);
    }

    /// <summary>Whole plans, <c>[E, T, A]</c>.</summary>
    public static float[] Plans(EpisodeStore store)
    {
        int size = store.PlanSteps * store.PlanWidth;
        var plans = new float[store.Count * size];
        for (int i = 0; i < store.Count; i++) store.Plan(i).CopyTo(plans.AsSpan(i * size));
        return plans;
    }
}
