using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Nothing may be executed on an old observation. The age is counted when the guard is asked, which is up to one
/// decision deadline before the plan starts: choose the limit with that in mind.
/// </summary>
/// <param name="limit">Oldest acceptable observation.</param>
/// <param name="start"><see cref="TimeProvider.GetTimestamp"/> at the zero of the observation stamps.</param>
public sealed class FreshnessGuard(TimeSpan limit, TimeProvider time, long start) : IPlanGuard
{
    public GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout)
    {
        TimeSpan age = time.GetElapsedTime(start) - history.Latest.Stamp;
        double ageMs = age.TotalMilliseconds, limitMs = limit.TotalMilliseconds;
        GuardFinding finding =
            age > limit ? new(false, $"stale: the observation is {ageMs:f0} ms old, limit {limitMs:f0} ms")
            : age < -limit ? new(false, $"stale: the observation is stamped {-ageMs:f0} ms in the future")
            : new(true, "");
        return new([.. Enumerable.Repeat(finding, modes.Count)]);
    }
}
