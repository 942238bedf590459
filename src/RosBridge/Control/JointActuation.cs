using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>Plans of joint positions: every column is a commanded joint with its unit, such as <c>joint1_rad</c>.</summary>
public sealed class JointActuation : IPlanActuation
{
    private readonly JointDescription[] _joints;

    /// <exception cref="ForewarnException">A column names no joint of the robot, or plans are increments.</exception>
    public JointActuation(ActionSpec spec, RobotDescription robot)
    {
        if (spec.Representation != "absolute")
            throw ForewarnException.Of("action of the policy", spec.Representation, "absolute joint positions",
                "Use a policy package with absolute actions.", ExitCode.Usage);
        _joints = [.. spec.Names.Select(column => robot.Joint(NameOf(column)))];
        Joints = [.. _joints.Select(j => j.Name)];
        Tracked = [.. _joints.Select(j => j.Kind == JointKind.Revolute)];
        MaxVelocities = [.. _joints.Select(j => j.MaxVelocity)];
    }

    public IReadOnlyList<string> Joints { get; }

    public IReadOnlyList<double> MaxVelocities { get; }

    public IReadOnlyList<bool> Tracked { get; }

    /// <summary>Whether all columns look like joints with a unit.</summary>
    public static bool Fits(ActionSpec spec, RobotDescription robot) =>
        spec.Names.All(column => robot.Joints.Any(j => j.IsCommanded && j.Name == NameOf(column)));

    public void Start(ReadOnlySpan<double> joints) { }

    public bool TryMap(ReadOnlySpan<float> row, Span<double> joints)
    {
        bool isInside = true;
        for (int i = 0; i < row.Length; i++)
        {
            joints[i] = Math.Clamp(row[i], _joints[i].Lower, _joints[i].Upper);
            isInside &= Math.Abs(joints[i] - row[i]) < 1e-3;
        }
        return isInside;
    }

    public void Describe(ReadOnlySpan<double> joints, Span<float> row)
    {
        for (int i = 0; i < row.Length; i++) row[i] = (float)joints[i];
    }

    private static string NameOf(string column) =>
        column.EndsWith("_rad", StringComparison.Ordinal) ? column[..^4]
        : column.EndsWith("_m", StringComparison.Ordinal) ? column[..^2]
        : column;
}
