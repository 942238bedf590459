namespace Forewarn.Simulation.Worlds;

/// <summary>What a robot before the door does until the next recommendation; numbered as the actions of a game.</summary>
public enum DoorwayMode
{
    /// <summary>Drives to the door and through it.</summary>
    Go,
    /// <summary>Backs out if need be, and stands in its bay beside the way.</summary>
    Wait,
}
