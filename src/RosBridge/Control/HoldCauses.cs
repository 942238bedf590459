namespace Forewarn.RosBridge;

/// <summary>Hold causes in words, made once: the tick may not make strings.</summary>
public static class HoldCauses
{
    public static string Words(this HoldCause cause) => cause switch
    {
        HoldCause.None => "follows the queue",
        HoldCause.Inactive => "holds: the node is not active",
        HoldCause.Disabled => "holds: steering is switched off",
        HoldCause.EmergencyStop => "holds: emergency stop",
        HoldCause.JointStatesSilent => "holds: no joint states",
        HoldCause.NotTracking => "holds: the arm is not where it was sent",
        HoldCause.OutOfReach => "holds: the plan is out of reach",
        HoldCause.CamerasBlind => "holds: no fresh pictures",
        HoldCause.ClockJumped => "holds: ROS time jumped back",
        HoldCause.ControllerStuck => "holds: the controller takes no commands",
        HoldCause.GoalFailed => "holds: the controller did not carry out the goal",
        HoldCause.Stopped => "stopped by the last decision",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, null),
    };
}
