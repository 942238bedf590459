using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>Says how likely one plan, as far as it is known and imagined, fulfills a wish.</summary>
public interface IPlanScorer
{
    /// <param name="rollout">One plan, <c>[1, H, Z]</c>: posterior states for the past, imagined ones for the rest.</param>
    /// <exception cref="ForewarnException">The wish cannot be read, or the rollout does not fit.</exception>
    ValueTask<PlanScore> ScoreAsync(string wish, LatentRollout rollout, CancellationToken deadline);
}
