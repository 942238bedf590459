namespace Forewarn.RosBridge.Cyclone;

/// <summary>Releases of ROS 2 that announce themselves differently.</summary>
public enum RosDistro
{
    /// <summary>Global identifiers of 24 bytes in the graph, no type hashes.</summary>
    Humble,

    Iron,
    Jazzy,
    Kilted,
}
