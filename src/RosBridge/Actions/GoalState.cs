namespace Forewarn.RosBridge;

/// <summary>State of an action goal, numbered as in <c>action_msgs/msg/GoalStatus</c>.</summary>
public enum GoalState : sbyte
{
    Unknown = 0,

    /// <summary>Taken, not yet begun.</summary>
    Accepted = 1,

    Executing = 2,

    /// <summary>A cancellation was agreed to and is being carried out.</summary>
    Canceling = 3,

    Succeeded = 4,
    Canceled = 5,
    Aborted = 6,
}
