namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>What can still be done once no plan is wanted any more.</summary>
public enum CupFallback
{
    /// <summary>The tool stays where it was commanded to, fingers as they are.</summary>
    Hold,
    /// <summary>Straight up, fingers as they are.</summary>
    Retreat,
    /// <summary>Opens the fingers, then straight up.</summary>
    OpenAndRetract,
}
