using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.Constraints.Search;

/// <summary>
/// Every step into a forbidden set costs 1. Meanwhile it counts what the search does to the robot: how often it entered the true failure set.
/// </summary>
/// <param name="isForbidden">What the search is told of, on observations <c>[S]</c>.</param>
/// <param name="isFailure">What truly is to be avoided.</param>
internal sealed class ForbiddenSetCost(Predicate<ReadOnlySpan<float>> isForbidden, Predicate<ReadOnlySpan<float>> isFailure) : ICostModel
{
    /// <summary>Entries into the failure set so far: steps that end inside of it and did not start there.</summary>
    public long Entries { get; private set; }

    /// <summary>Steps that ended in the failure set so far.</summary>
    public long Steps { get; private set; }

    public void Cost(TransitionBatch batch, Span<float> costs)
    {
        int s = batch.StateSize;
        for (int b = 0; b < batch.Count; b++)
        {
            var next = batch.NextStates.Slice(b * s, s);
            costs[b] = isForbidden(next) ? 1 : 0;
            if (!isFailure(next)) continue;
            Steps++;
            if (!isFailure(batch.States.Slice(b * s, s))) Entries++;
        }
    }
}
