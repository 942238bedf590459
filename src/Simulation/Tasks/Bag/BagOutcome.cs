namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>What happened to the bag, read from contacts and state. Values are written by name, never by number.</summary>
public enum BagOutcome
{
    /// <summary>Lifted and held by the crimp's corner, its red tab.</summary>
    Corner,
    /// <summary>Lifted and held by the crimped edge away from its corner.</summary>
    Edge,
    /// <summary>Lifted and held around the belly.</summary>
    Middle,
    /// <summary>The belly was squeezed until the chips broke.</summary>
    Crushed,
    /// <summary>Touched or lifted, but not held at the end.</summary>
    Dropped,
    /// <summary>Never touched.</summary>
    Missed,
}
