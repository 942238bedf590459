using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>Whole episodes of a policy, acting by its mean, as transitions without saved states.</summary>
internal static class Recorded
{
    public static TransitionSet Of(IStatePolicy policy, IStateEnvironment environment, int episodes, SeedStream seed, bool stochastic = false)
    {
        int s = environment.StateSize, a = environment.ActionSpec.Width;
        List<float> states = [], actions = [], next = [], rewards = [], continues = [];
        List<int> starts = [];
        float[] state = new float[s], action = new float[a];
        var sensed = new double[s];
        for (int e = 0; e < episodes; e++)
        {
            environment.Reset(seed.Child("start", e));
            var noise = stochastic ? seed.Child("actions", e) : null;
            starts.Add(rewards.Count);
            Sense();
            for (bool over = false; !over;)
            {
                policy.Act(state, action, noise);
                states.AddRange(state);
                actions.AddRange(action);
                var result = environment.Step(action);
                Sense();
                next.AddRange(state);
                rewards.Add((float)result.Reward);
                continues.Add(result.Terminated ? 0 : 1);
                over = result.Terminated || result.Truncated;
            }
        }
        return new(s, a, [.. states], [.. actions], [.. next], [.. rewards], [.. continues], starts, []);

        void Sense()
        {
            environment.Sense(sensed);
            for (int c = 0; c < s; c++) state[c] = (float)sensed[c];
        }
    }
}
