using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>
/// The inner player: for every task a policy that earns its reward at a cost of at most the limit, and where that policy goes. It has to be nearly
/// optimal, or the constraint that is learned forbids the states of a bad policy. It keeps its policies from round to round.
/// </summary>
public interface IConstrainedSearch : ISnapshot
{
    /// <param name="task">Index of the task.</param>
    /// <param name="constraint">c, the same object in every round; frozen during the call.</param>
    /// <param name="limit">What an episode may cost.</param>
    /// <param name="round">From 0, where the constraint forbids nothing yet.</param>
    SearchOutcome Improve(int task, ConstraintModel constraint, double limit, int round, SeedStream seed, CancellationToken cancel);
}
