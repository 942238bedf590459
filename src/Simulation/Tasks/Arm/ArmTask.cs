using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>Sizes, names and conventions that all tasks of the arm share: one policy, one world model and one robot node fit any of them.</summary>
public static class ArmTask
{
    /// <summary>Rows of a plan, one whole phase of a task.</summary>
    public const int PlanSteps = 40;

    /// <summary>Camera pictures are square, this many pixels wide.</summary>
    public const int ImageSize = 64;

    /// <summary>World-model frames of an episode: ticks 0, 2, ..., 40.</summary>
    public const int Frames = PlanSteps / TicksPerFrame + 1;

    public const int TicksPerFrame = 2;

    /// <summary>Finger commands below this close fully: the grip force is stiffness times error, so 3 mm matter. m.</summary>
    public const float SnapWidth = 0.010f;

    /// <summary>Farthest the tool is commanded to move along an axis in a tick, m.</summary>
    public const double MaxStep = 0.06;

    /// <summary>Farthest it is commanded to turn about an axis in a tick, rad.</summary>
    public const double MaxTurn = 0.5;

    /// <summary>Largest opening of one finger, m.</summary>
    public const double MaxWidth = 0.055;

    public static IReadOnlyList<string> Cameras { get; } = ["front", "wrist"];

    /// <summary>A plan row: absolute tool target in the base frame and the opening of one finger.</summary>
    public static ActionSpec PlanSpec { get; } = new("absolute", "base", 10, ["x_m", "y_m", "z_m", "yaw_rad", "width_m"]);

    /// <summary>An environment action: tool displacement, rotation vector and the opening of one finger.</summary>
    public static ActionSpec ActionSpec { get; } =
        new("delta", "base", 10, ["dx_m", "dy_m", "dz_m", "drx_rad", "dry_rad", "drz_rad", "width_m"]);

    /// <summary>Names of the proprioceptive state <c>[20]</c>.</summary>
    public static IReadOnlyList<string> StateNames { get; } =
    [
        .. Enumerable.Range(1, 7).Select(i => $"joint{i}_rad"), .. Enumerable.Range(1, 7).Select(i => $"joint{i}_rad_s"),
        "width_m", "tool_x_m", "tool_y_m", "tool_z_m", "tool_sin_yaw", "tool_cos_yaw",
    ];
}
