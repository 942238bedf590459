using Forewarn.Core;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Batches of the learner's own transitions.</summary>
public sealed class LearnerReplay : IReplaySampler
{
    public void Sample(TransitionBatch batch, ITransitionSource learner, long steps, SeedStream seed) => learner.Draw(batch, 0, batch.Count, seed);
}
