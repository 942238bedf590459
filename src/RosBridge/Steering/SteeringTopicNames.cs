namespace Forewarn.RosBridge;

/// <summary>Topics of a steering node before remapping; <c>~</c> is the node's own name.</summary>
public sealed record SteeringTopicNames
{
    public string JointStates { get; init; } = "joint_states";

    /// <summary>Where commands go: the controller's topic.</summary>
    public string Commands { get; init; } = "arm_controller/joint_trajectory";

    /// <summary>The controller's action, for sending whole plans as goals; empty to stream instead.</summary>
    public string Action { get; init; } = "";

    /// <summary>Topic of a camera's raw pictures, with <c>{0}</c> for its name.</summary>
    public string Images { get; init; } = "{0}/image_raw";

    public string Wish { get; init; } = "~/wish";

    /// <summary>
    /// Longest time between two joint states that is asked of the publisher, ms; 0 asks for nothing. A publisher that
    /// offers no deadline does not match a subscription that asks for one.
    /// </summary>
    public double JointStatesDeadlineMs { get; init; }
}
