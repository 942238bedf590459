using Forewarn.Core;
using Forewarn.Simulation.Episodes;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>Demonstrations in memory: one start scene and one whole plan each.</summary>
public sealed class DemonstrationSet : IDisposable
{
    /// <param name="scenes">Start scenes, owned from now on.</param>
    /// <param name="plans"><c>[N, T, A]</c> in physical units.</param>
    public DemonstrationSet(SceneSet scenes, float[] plans, ActionSpec spec)
    {
        int steps = plans.Length / (scenes.Count * spec.Width);
        Shape.Require("demonstrations.plans", plans.Length, ("N", scenes.Count), ("T", steps), ("A", spec.Width));
        if (Shape.FirstNonFinite(plans) is int bad and >= 0)
            throw ForewarnException.Of("demonstrations.plans", $"{plans[bad]} at index {bad}", "finite numbers",
                "Collect the demonstrations again.");
        (Scenes, Spec, Steps) = (scenes, spec, steps);
        Plans = tensor(plans).view(scenes.Count, steps * spec.Width).DetachFromDisposeScope();
    }

    /// <summary>First frame and plan of a data set's episodes, failures included: they are modes too.</summary>
    /// <param name="limit">How many episodes, from the first on; all when null.</param>
    public static DemonstrationSet Load(EpisodeStore store, ActionSpec spec, int? limit = null)
    {
        if (store.PlanWidth != spec.Width)
            throw ForewarnException.Of($"data set {store.Folder}: plan rows", $"{store.PlanWidth} columns",
                $"{spec.Width} ({string.Join(", ", spec.Names)})", "Use a data set of this task.", ExitCode.Usage);
        var scenes = SceneSet.Load(store, limit);
        int size = store.PlanSteps * store.PlanWidth;
        var plans = new float[scenes.Count * size];
        for (int i = 0; i < scenes.Count; i++) store.Plan(i).CopyTo(plans.AsSpan(i * size));
        return new(scenes, plans, spec);
    }

    public SceneSet Scenes { get; }

    public ActionSpec Spec { get; }

    /// <summary><c>T</c>.</summary>
    public int Steps { get; }

    public int Count => Scenes.Count;

    /// <summary><c>[N, T A]</c> in physical units.</summary>
    public Tensor Plans { get; }

    public void Dispose()
    {
        Plans.Dispose();
        Scenes.Dispose();
    }
}
