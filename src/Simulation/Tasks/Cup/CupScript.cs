namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>What a scripted demonstrator intends. Outcomes are labelled from physics, never from this.</summary>
public enum CupScript
{
    Handle,
    RimLeft,
    RimRight,
    /// <summary>Closes around the whole mug.</summary>
    Body,
    /// <summary>Closes behind the middle of the body, on a wall that runs away from the fingers: the mug squirts out.</summary>
    Slip,
    /// <summary>Sweeps the closed fingers through the mug at rim height.</summary>
    Knock,
    /// <summary>Any of the above, executed right for a mug that stands somewhere else.</summary>
    Miss,
}
