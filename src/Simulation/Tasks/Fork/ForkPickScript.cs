namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>What a scripted demonstrator intends with a fork on the table. Outcomes are labelled from physics, never from this.</summary>
public enum ForkPickScript
{
    Handle,
    Neck,
    Tines,
    /// <summary>Closes on the pointed end of the handle, which squirts out.</summary>
    Drop,
    /// <summary>Any of the above, executed right for a fork that lies somewhere else.</summary>
    Miss,
}
