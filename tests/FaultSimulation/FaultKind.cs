namespace Forewarn.FaultSimulation;

/// <summary>What can go wrong around a steering node.</summary>
public enum FaultKind
{
    ProposerLate, ProposerThrows, ProposerNaN, ProposerWrongShape,
    WorldModelLate, WorldModelThrows, WorldModelNaN, WorldModelWrongShape,
    NarratorLate, NarratorThrows, NarratorWrongShape,
    ReaderLate, ReaderThrows, ReaderNaN, ReaderWrongShape,

    /// <summary>The verifier ignores its deadline and comes back when the fault ends.</summary>
    NarratorWedged,

    CameraSilent, CameraFrozen, CameraWrongSize, CameraWrongEncoding,
    JointStatesSilent, JointMissing, JointNaN, JointsReordered,

    /// <summary>Everything under way takes up to this long, and overtakes.</summary>
    LinkSlow,
    LinkLossy, LinkCorrupt, LinkDoubles,

    /// <summary>ROS time jumps back once, when the fault begins.</summary>
    ClockJump,

    /// <summary>The robot's process dies when the fault begins and comes back, elsewhere, when it ends.</summary>
    RobotRestart,

    /// <summary>Somebody else moves the arm.</summary>
    ArmPushed,

    /// <summary>The controller follows no command.</summary>
    ControllerDeaf,

    /// <summary>The controller rejects goals; without an action nothing happens.</summary>
    GoalRejected,

    /// <summary>Goals, cancellations and their answers are lost.</summary>
    GoalDropped,
}
