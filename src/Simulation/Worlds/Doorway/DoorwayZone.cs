namespace Forewarn.Simulation.Worlds;

/// <summary>Where a robot would come to rest if it braked now, seen from its own side of the door.</summary>
public enum DoorwayZone
{
    /// <summary>On its own side, beside the way.</summary>
    Side,
    /// <summary>On its own side, on the way.</summary>
    Front,
    /// <summary>In the door or close before or behind it: nobody else passes.</summary>
    Door,
    /// <summary>Past the door; it drives off whatever it is told.</summary>
    Through,
}
