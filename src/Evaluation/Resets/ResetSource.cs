namespace Forewarn.Evaluation.Resets;

/// <summary>Where the second future of a pair comes from, once a pair of plans from one state is wanted (REFUEL).</summary>
public enum ResetSource
{
    /// <summary>The simulator is set back to the state and executes the plan: the truth, which a robot does not have.</summary>
    Simulator,
    /// <summary>The world model imagines the plan from its posterior of the state.</summary>
    WorldModel,
    /// <summary>The outcome of the nearest plan in a log of other scenes: biased, since it stood in another state.</summary>
    LogReplay,
}
