using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Says what transitions are worth. Replayed transitions are relabeled by the present model whenever a batch is drawn.</summary>
public interface IRewardModel : ISnapshot
{
    /// <summary>Writes the reward of every row, <c>[B]</c>; the batch's own rewards are the task's.</summary>
    /// <param name="seed">Randomness of models that estimate by sampling.</param>
    void Relabel(TransitionBatch batch, Span<float> rewards, SeedStream seed);

    /// <summary>Lets the model tell expert and learner apart once more.</summary>
    /// <param name="iteration">Number of updates before this one.</param>
    /// <returns>Figures for the log.</returns>
    IReadOnlyDictionary<string, double> Update(ITransitionSource expert, ITransitionSource learner, long iteration, SeedStream seed);
}
