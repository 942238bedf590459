namespace Forewarn.Simulation.Worlds;

/// <summary>Where a robot would come to rest if it braked now, seen from its own side of the door.</summary>
public enum DoorwayZone
{
    /// <summary>In or close to its bay.</summary>
    Bay,
    /// <summary>Between the way and its bay.</summary>
    Aside,
    /// <summary>On the way, where it started.</summary>
    Back,
    /// <summary>On the way, before the door.</summary>
    Front,
    /// <summary>In the near half of the door zone, where nobody else passes.</summary>
    Entry,
    /// <summary>In the far half of the door zone.</summary>
    Exit,
    /// <summary>Past the door; it drives off whatever it is told.</summary>
    Through,
}
