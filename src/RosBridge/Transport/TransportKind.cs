namespace Forewarn.RosBridge;

/// <summary>Which middleware carries a process's ROS 2 traffic.</summary>
public enum TransportKind
{
    /// <summary>CycloneDDS, loaded by this process: no ROS installation is needed.</summary>
    Cyclone,

    /// <summary>The middleware of a sourced ROS workspace, through its rcldotnet.</summary>
    Rcl,

    /// <summary>Within this process alone.</summary>
    InProcess,
}
