using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.InverseRl;

/// <summary>The four plug points of the loop, put together: resets are in the episodes, the replay sampler in the optimizer.</summary>
/// <param name="Reward">What the learner is paid.</param>
/// <param name="Optimizer">How it improves.</param>
/// <param name="Episodes">Where it learns.</param>
/// <param name="Expert">What it imitates.</param>
/// <param name="Evaluation">Where it is judged: the same task, from its own starts.</param>
public sealed record IrlParts(
    IRewardModel Reward, IPolicyOptimizer Optimizer, LearnerEpisodes Episodes, ITransitionSource Expert, IStateEnvironment Evaluation)
    : IDisposable
{
    public void Dispose()
    {
        Episodes.Dispose();
        Evaluation.Dispose();
    }
}
