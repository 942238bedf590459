using Forewarn.Core;
using Forewarn.Simulation;

namespace Forewarn.Learning.Reinforcement;

/// <summary>What a policy earns of the task's own reward, in an environment of its own from the task's own starts.</summary>
public static class PolicyReturns
{
    /// <param name="stochastic">Draw actions; off, act by the mean.</param>
    /// <returns>Undiscounted return of every episode.</returns>
    public static double[] Of(IStatePolicy policy, IStateEnvironment environment, int episodes, SeedStream seed, bool stochastic = false)
    {
        var returns = new double[episodes];
        float[] state = new float[environment.StateSize], action = new float[environment.ActionSpec.Width];
        for (int e = 0; e < episodes; e++)
        {
            environment.Reset(seed.Child("start", e));
            var noise = stochastic ? seed.Child("actions", e) : null;
            for (bool over = false; !over;)
            {
                environment.Sense(state);
                policy.Act(state, action, noise);
                var result = environment.Step(action);
                returns[e] += result.Reward;
                over = result.Terminated || result.Truncated;
            }
        }
        return returns;
    }
}
