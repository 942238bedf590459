namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>The two steered halves of bringing a fork into a bowl; each is one plan.</summary>
public enum ForkPhase
{
    /// <summary>From the table into the hand.</summary>
    Pick,
    /// <summary>From the hand into the bowl.</summary>
    Place,
}
