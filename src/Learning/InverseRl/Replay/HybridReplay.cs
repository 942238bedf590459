using Forewarn.Core;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl.Replay;

/// <summary>
/// Batches of which a share comes from the expert, its rewards relabeled like the rest: HyPE (Ren et al. 2024). The share follows a
/// schedule in learning steps.
/// </summary>
public sealed class HybridReplay(ITransitionSource expert, HybridSchedule schedule) : IReplaySampler
{
    public void Sample(TransitionBatch batch, ITransitionSource learner, long steps, SeedStream seed)
    {
        int own = batch.Count - (int)Math.Round(schedule.At(steps) * batch.Count);
        learner.Draw(batch, 0, own, seed.Child("learner"));
        expert.Draw(batch, own, batch.Count, seed.Child("expert"));
    }
}
