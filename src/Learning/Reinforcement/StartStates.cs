using Forewarn.Core;
using Forewarn.Simulation;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Every episode starts where the task starts.</summary>
public sealed class StartStates : IResetDistribution
{
    public int Reset(IStateEnvironment environment, SeedStream seed)
    {
        environment.Reset(seed);
        return 0;
    }
}
