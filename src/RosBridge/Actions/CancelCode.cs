namespace Forewarn.RosBridge;

/// <summary>What came of a request to cancel, numbered as in <c>action_msgs/srv/CancelGoal</c>.</summary>
public enum CancelCode : sbyte
{
    /// <summary>The request was carried out, if only because no goal was concerned.</summary>
    None = 0,

    /// <summary>Goals were concerned and the server refused for each of them.</summary>
    Rejected = 1,

    UnknownGoal = 2,

    /// <summary>The goal has ended or is being canceled already.</summary>
    Terminated = 3,
}
