namespace Forewarn.Recording.LeRobot;

/// <summary>Names of features that several programs must agree on.</summary>
public static class LeRobotNames
{
    /// <summary>Proprioception, LeRobot's own name.</summary>
    public const string State = "observation.state";

    /// <summary>What a policy puts out for a frame, LeRobot's own name.</summary>
    public const string Action = "action";

    /// <summary>Ours: all plan rows that a frame covers, <c>[rows × A]</c>, where plans run faster than frames are recorded.</summary>
    public const string PlanRows = "plan.rows";

    /// <summary>A camera's pictures, LeRobot's own name.</summary>
    public static string Camera(string name) => $"observation.images.{name}";
}
