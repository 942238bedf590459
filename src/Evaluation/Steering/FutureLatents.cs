using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>Puts posterior states of what really happened into the form of an imagined rollout.</summary>
internal static class FutureLatents
{
    /// <param name="trajectories">Per plan <c>[H + 1, Z]</c>, the state before the plan first.</param>
    /// <returns><c>[K, H, Z]</c> without disagreement.</returns>
    public static LatentRollout Of(IReadOnlyList<LatentTrajectory> trajectories)
    {
        int steps = trajectories[0].Steps - 1, size = trajectories[0].Size;
        if (steps < 1)
            throw new ForewarnException($"true future: found {steps + 1} frames, wanted the initial one and at least one more.");
        var values = new float[trajectories.Count * steps * size];
        for (int k = 0; k < trajectories.Count; k++)
        {
            Shape.Require("true-future latents", trajectories[k].Values.Length, ("H + 1", steps + 1), ("Z", size));
            trajectories[k].Values.AsSpan(size).CopyTo(values.AsSpan(k * steps * size));
        }
        return new(values, new float[trajectories.Count * steps], trajectories.Count, steps, size);
    }
}
