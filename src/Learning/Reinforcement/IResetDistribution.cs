using Forewarn.Core;
using Forewarn.Simulation;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Where the learner's episodes start.</summary>
public interface IResetDistribution
{
    /// <summary>Brings the environment to the first state of an episode; its own step count says how much time is left.</summary>
    /// <returns>Environment steps that it took to get there.</returns>
    int Reset(IStateEnvironment environment, SeedStream seed);
}
