using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.InverseRl.Resets;

/// <summary>
/// Episodes start where a policy that the learner can play has come to: a time drawn uniformly below the horizon, reached by acting with
/// that policy from the task's start; if it ends before, it starts over with a clock at zero. GUITAR with a behavior-cloned policy.
/// </summary>
/// <param name="policy">Acts by its mean; used by one thread at a time.</param>
/// <param name="horizon">Steps of an episode.</param>
public sealed class PolicyRollIn(IStatePolicy policy, int horizon) : IResetDistribution
{
    private readonly float[] _state = new float[policy.StateSize], _action = new float[policy.ActionSize];

    public int Reset(IStateEnvironment environment, SeedStream seed)
    {
        int wanted = seed.Next(horizon), taken = 0, attempt = 0;
        environment.Reset(seed.Child("start", attempt));
        while (environment.Steps < wanted)
        {
            environment.Sense(_state);
            policy.Act(_state, _action, null);
            var result = environment.Step(_action);
            taken++;
            if (result.Terminated || result.Truncated)
            {
                // A policy that never gets that far would roll in for ever: each fall halves what is asked of it.
                environment.Reset(seed.Child("start", ++attempt));
                wanted = Math.Min(wanted, horizon >> Math.Min(attempt, 30));
            }
        }
        return taken;
    }
}
