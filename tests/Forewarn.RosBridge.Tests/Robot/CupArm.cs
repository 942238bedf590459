using System.Runtime.CompilerServices;
using Forewarn.Core;

namespace Forewarn.RosBridge.Tests.Robot;

/// <summary>The arm whose description is shipped.</summary>
internal static class CupArm
{
    public static readonly double[] Home = [0, -0.3, 0, -2.2, 0, 1.9, 0.785];

    public static readonly ActionSpec Plan = new("absolute", "base", 10, ["x_m", "y_m", "z_m", "yaw_rad", "width_m"]);

    public static string File { get; } =
        Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "launch", "robots", "cup_arm.urdf");

    public static RobotDescription Robot { get; } = RobotDescription.Load(File);

    public static ToolKinematics Kinematics() => new(Robot, "tool", Home);

    public static ToolActuation Actuation() => new(Plan, Robot, new ToolActuationOptions());

    private static string Here([CallerFilePath] string path = "") => path;
}
