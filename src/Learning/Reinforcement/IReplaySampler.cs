using Forewarn.Core;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Composes the batches of an off-policy update.</summary>
public interface IReplaySampler
{
    /// <summary>Fills all rows of a batch whose <c>Count</c> is set.</summary>
    /// <param name="learner">What the learner has seen.</param>
    /// <param name="steps">Learning steps so far; schedules follow them.</param>
    void Sample(TransitionBatch batch, ITransitionSource learner, long steps, SeedStream seed);
}
