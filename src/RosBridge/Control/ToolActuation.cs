using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>Plans of absolute tool poses, pointing down, and the opening of the fingers: x, y, z, yaw, width.</summary>
public sealed class ToolActuation : IPlanActuation
{
    private const int Iterations = 4;

    private static readonly string[] Columns = ["x_m", "y_m", "z_m", "yaw_rad", "width_m"];

    private readonly ToolKinematics _arm;
    private readonly JointDescription _finger;
    private readonly ToolActuationOptions _options;

    /// <exception cref="ForewarnException">The plan has other columns, or the robot lacks the tool or the finger.</exception>
    public ToolActuation(ActionSpec spec, RobotDescription robot, ToolActuationOptions options)
    {
        if (spec.Representation != "absolute" || !spec.Names.SequenceEqual(Columns))
            throw ForewarnException.Of("action of the policy", $"{spec.Representation} [{string.Join(", ", spec.Names)}]",
                $"absolute [{string.Join(", ", Columns)}]", "Use a policy package whose plans are tool poses.", ExitCode.Usage);
        if (robot.ChainTo(options.Tool)[0].Parent != spec.Frame)
            throw ForewarnException.Of("frame of the policy's plans", $"'{spec.Frame}'",
                $"'{robot.ChainTo(options.Tool)[0].Parent}', the root of robot '{robot.Name}'", "Use the robot's own description.",
                ExitCode.Usage);
        (_options, _finger) = (options, robot.Joint(options.Finger));
        _arm = new ToolKinematics(robot, options.Tool, options.Home);
        Joints = [.. _arm.Joints.Select(j => j.Name), _finger.Name];
        Tracked = [.. _arm.Joints.Select(j => j.Kind == JointKind.Revolute), false];
        MaxVelocities = [.. _arm.Joints.Select(j => j.MaxVelocity), _finger.MaxVelocity];
    }

    public IReadOnlyList<string> Joints { get; }

    public IReadOnlyList<double> MaxVelocities { get; }

    public IReadOnlyList<bool> Tracked { get; }

    public void Start(ReadOnlySpan<double> joints) => joints[..^1].CopyTo(_arm.Angles);

    public bool TryMap(ReadOnlySpan<float> row, Span<double> joints)
    {
        double left = _arm.SolveDown(row[0], row[1], row[2], row[3], Iterations);
        _arm.Angles.CopyTo(joints);
        joints[^1] = row[4] < _options.GripBelow ? _finger.Lower : Math.Min(row[4], _finger.Upper);
        return left <= _options.ReachTolerance;
    }

    public void Describe(ReadOnlySpan<double> joints, Span<float> row)
    {
        _arm.Forward(joints[..^1]);
        for (int i = 0; i < 3; i++) row[i] = (float)_arm.Position[i];
        row[3] = (float)_arm.Yaw;
        row[4] = (float)joints[^1];
    }
}
