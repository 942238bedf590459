using Forewarn.Core;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.Imitation.Studies.Smiling;

/// <summary>One run of the loop of inverse reinforcement learning with SAC, from the task's own starts, the reward fed from the replay.</summary>
internal static class StateImitation
{
    /// <returns>Every look at the policy.</returns>
    public static IReadOnlyList<IrlEvaluation> Run(
        Func<IStateEnvironment> create, TransitionSet expert, IRewardModel reward, Sac sac, IrlOptions options, SeedStream seed,
        CancellationToken cancel)
    {
        using var parts = new IrlParts(reward, sac, new(create, 1, new StartStates(), seed.Child("episodes")), expert, create());
        var loop = new IrlLoop(parts, options with { Data = LearnerData.Replay });
        while (!loop.IsDone)
        {
            cancel.ThrowIfCancellationRequested();
            loop.Advance();
        }
        return loop.Evaluations;
    }
}
