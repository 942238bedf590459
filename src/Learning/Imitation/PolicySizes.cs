using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.Imitation;

/// <summary>Whether policies, data sets and environments go together.</summary>
public static class PolicySizes
{
    /// <exception cref="ForewarnException">The policy reads or writes other widths than the environment has.</exception>
    public static void Require(IStatePolicy policy, IStateEnvironment environment) =>
        Require("policy", policy.StateSize, policy.ActionSize, environment, "Use a policy of this task.");

    /// <exception cref="ForewarnException">The set is of another task, or of other widths than the environment has.</exception>
    public static void Require(RecordedTransitions recorded, string name, IStateEnvironment environment)
    {
        if (recorded.Info.Environment != name)
            throw ForewarnException.Of("data set", $"one of {recorded.Info.Environment}", $"one of {name}", "Name a data set of this task.",
                ExitCode.Usage);
        Require("data set", recorded.Set.StateSize, recorded.Set.ActionSize, environment, "Record it again in this version of the task.");
    }

    private static void Require(string thing, int states, int actions, IStateEnvironment environment, string fix)
    {
        if (states != environment.StateSize || actions != environment.ActionSpec.Width)
            throw ForewarnException.Of(thing, $"states of {states} and actions of {actions} numbers",
                $"{environment.StateSize} and {environment.ActionSpec.Width}", fix, ExitCode.Usage);
    }
}
