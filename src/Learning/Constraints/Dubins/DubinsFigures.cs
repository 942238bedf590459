using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Deployment;

namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>What is measured of a constraint in a Dubins world.</summary>
internal static class DubinsFigures
{
    /// <summary>Episodes of a task that failures are counted in.</summary>
    public const int Episodes = 1000;

    /// <summary>
    /// Raw value from which a guard forbids, below the constraint's threshold: a learned edge has dents, and a driver who may go everywhere up to it finds them.
    /// </summary>
    public const double GuardLevel = 0.05;

    private const double Lead = DubinsLearning.Threshold - GuardLevel;

    /// <summary>Figures of a constraint on the body that it was learned on, by the body's name.</summary>
    public static IEnumerable<(string, double)> Of(string body, DubinsWorld world, GuardedConstraint constraint, SeedStream seed)
    {
        var probe = DubinsProbe.Of(world, constraint, 0);
        yield return ($"{body}/overlap_with_tube", probe.WithTube);
        yield return ($"{body}/overlap_with_failure_set", probe.WithFailure);
        yield return ($"{body}/tube_less_failure_overlap", probe.WithTube - probe.WithFailure);
        yield return ($"{body}/coverage_beyond_failure", probe.BeyondFailure);
        yield return ($"{body}/blocked_of_viable", probe.Blocked);
        yield return ($"{body}/support", probe.Support);
        yield return ($"{body}/failure_steps", Failures(world, By(constraint), seed));
        yield return ($"{body}/blocked_of_viable_by_guard", DubinsProbe.Of(world, constraint, Lead).Blocked);
        yield return ($"{body}/failure_steps_at_threshold", Failures(world, By(constraint, lead: 0), seed));
    }

    /// <summary>Share of failing steps, mean over the tasks.</summary>
    public static double Failures(DubinsWorld world, Forbidding forbidden, SeedStream seed)
    {
        var driving = new FilteredDriving(world, forbidden);
        return WishedTurns.All.Select((wishes, k) => driving.FailureShare(driving.Run(wishes, Episodes, seed.Child("probe", k)))).Average();
    }

    /// <summary>What a guard forbids. Unknown states are not entered either, unless everything else is forbidden.</summary>
    public static Forbidding By(GuardedConstraint constraint, double lead = Lead) => (states, excess) =>
    {
        Span<float> state = stackalloc float[3];
        for (int b = 0; b < excess.Length; b++)
        {
            for (int d = 0; d < 3; d++) state[d] = (float)states[3 * b + d];
            excess[b] = constraint.Excess(state);
            if (constraint.Origin == ConstraintOrigin.Recomputed) continue;
            excess[b] += lead;
            if (constraint.Judge(state) == ConstraintReading.Unknown) excess[b] = Math.Max(excess[b], 1e-6);
        }
    };
}
