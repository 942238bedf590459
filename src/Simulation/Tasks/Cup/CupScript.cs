namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>What a scripted demonstrator intends. Outcomes are labelled from physics, never from this.</summary>
public enum CupScript
{
    Handle,
    RimLeft,
    RimRight,
    /// <summary>Grips the top of the handle too high, lifts a little and loses it.</summary>
    SlipHandle,
    /// <summary>Closes on the last millimeters of the rim.</summary>
    SlipRim,
    /// <summary>Sweeps the closed fingers through the mug at rim height.</summary>
    Knock,
    /// <summary>Any of the above, executed right for a mug that stands somewhere else.</summary>
    Miss,
}
