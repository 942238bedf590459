namespace Forewarn.RosBridge;

/// <summary>Why the tick holds the arm whatever the queue says.</summary>
public enum HoldCause
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The node is not active.</summary>
    Inactive,

    /// <summary>Steering is switched off (<c>~/enable</c>).</summary>
    Disabled,

    /// <summary>Stopped by a person (<c>~/estop</c>); only enabling again ends it.</summary>
    EmergencyStop,

    /// <summary>No joint states within the limit.</summary>
    JointStatesSilent,

    /// <summary>The arm is not where it was sent: another controller moved it, or it was restarted.</summary>
    NotTracking,

    /// <summary>No pose of the joints reaches the wanted tool pose.</summary>
    OutOfReach,

    /// <summary>No usable picture within the limit.</summary>
    CamerasBlind,

    /// <summary>ROS time jumped back.</summary>
    ClockJumped,

    /// <summary>The controller took no command within the blocking time.</summary>
    ControllerStuck,

    /// <summary>The controller rejected, dropped or gave up the goal that carried the plan.</summary>
    GoalFailed,

    /// <summary>The last decision said stop.</summary>
    Stopped,
}
