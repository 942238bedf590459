using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>What a study looks at: whole episodes of a policy, without saved states.</summary>
internal static class Recorded
{
    public static TransitionSet Of(IStatePolicy policy, IStateEnvironment environment, int episodes, SeedStream seed, bool stochastic = false) =>
        DemonstrationRecorder.Record(policy, environment,
            new() { Episodes = episodes, Snapshots = false, Stochastic = stochastic, Seed = seed.Key }).Set;
}
