using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>
/// Puts the proprioception together that a policy was trained with, by the names in its package: <c>joint1_rad</c>,
/// <c>joint1_rad_s</c>, <c>width_m</c> (the fingers), and the tool's pose <c>tool_x_m</c> … <c>tool_cos_yaw</c>.
/// </summary>
public sealed class StateAssembler
{
    private readonly Func<double[], double[], double>[] _sources;
    private readonly ToolKinematics? _tool;

    /// <param name="names">Names of the state <c>[S]</c>.</param>
    /// <param name="joints">Measured joints <c>[C]</c>, in the order of the snapshot.</param>
    /// <exception cref="ForewarnException">A name is not known for this robot.</exception>
    public StateAssembler(IReadOnlyList<string> names, IReadOnlyList<string> joints, RobotDescription robot, ToolActuationOptions options)
    {
        if (names.Any(n => n.StartsWith("tool_", StringComparison.Ordinal)))
            _tool = new ToolKinematics(robot, options.Tool, options.Home);
        int finger = joints.ToList().IndexOf(options.Finger);
        _sources = [.. names.Select(Source)];

        Func<double[], double[], double> Source(string name)
        {
            if (name == "width_m" && finger >= 0) return (positions, _) => positions[finger];
            if (ToolSource(name) is { } tool) return tool;
            if (Find(name, "_rad_s") is int speed and >= 0) return (_, velocities) => velocities[speed];
            if (Find(name, "_m_s") is int slide and >= 0) return (_, velocities) => velocities[slide];
            if (Find(name, "_rad") is int angle and >= 0) return (positions, _) => positions[angle];
            if (Find(name, "_m") is int place and >= 0) return (positions, _) => positions[place];
            throw ForewarnException.Of($"state '{name}' of the policy", $"joints {string.Join(", ", joints)}",
                "a joint with its unit, width_m, or a part of the tool's pose",
                "Use the robot description that the policy was trained for.", ExitCode.Usage);
        }

        int Find(string name, string unit) =>
            name.EndsWith(unit, StringComparison.Ordinal) ? joints.ToList().IndexOf(name[..^unit.Length]) : -1;
    }

    /// <summary>The state <c>[S]</c> for measured joints <c>[C]</c>.</summary>
    public float[] State(double[] positions, double[] velocities)
    {
        _tool?.Forward(positions.AsSpan(0, _tool.Joints.Count));
        return [.. _sources.Select(s => (float)s(positions, velocities))];
    }

    private Func<double[], double[], double>? ToolSource(string name) => (name, _tool) switch
    {
        (_, null) => null,
        ("tool_x_m", _) => (_, _) => _tool.Position[0],
        ("tool_y_m", _) => (_, _) => _tool.Position[1],
        ("tool_z_m", _) => (_, _) => _tool.Position[2],
        ("tool_sin_yaw", _) => (_, _) => Math.Sin(_tool.Yaw),
        ("tool_cos_yaw", _) => (_, _) => Math.Cos(_tool.Yaw),
        _ => null,
    };
}
