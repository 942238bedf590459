using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>
/// Where the tool is for given joint angles, and which joint angles bring it to a pose, from the last solution. Allocates nothing after it was made; one thread at a time.
/// </summary>
public sealed class ToolKinematics
{
    private const double LimitMargin = 0.02;

    private readonly JointDescription[] _chain;
    private readonly int[] _jointOf;
    private readonly DampedLeastSquares _step;
    private readonly double[] _axes, _anchors, _jacobian;
    private readonly double[] _position = new double[3], _rotation = new double[9], _turn = new double[9], _scratch = new double[9];

    /// <param name="tool">The link whose pose plans speak of.</param>
    /// <param name="home">Posture <c>[J]</c> that the redundancy is resolved towards, rad.</param>
    /// <exception cref="ForewarnException">The link is unknown, or the posture has another size than the chain.</exception>
    public ToolKinematics(RobotDescription robot, string tool, IReadOnlyList<double> home)
    {
        _chain = [.. robot.ChainTo(tool)];
        Joints = [.. _chain.Where(j => j.Kind != JointKind.Fixed)];
        Shape.Require("home posture", home.Count, ("J", Joints.Count));
        _jointOf = new int[_chain.Length];
        for (int i = 0, j = 0; i < _chain.Length; i++) _jointOf[i] = _chain[i].Kind == JointKind.Fixed ? -1 : j++;
        _step = new([.. home], [.. Joints.Select(j => j.Lower + LimitMargin)], [.. Joints.Select(j => j.Upper - LimitMargin)]);
        Angles = [.. home];
        (_axes, _anchors, _jacobian) = (new double[3 * Joints.Count], new double[3 * Joints.Count], new double[6 * Joints.Count]);
        Forward(Angles);
    }

    /// <summary>The moving joints from the base to the tool, <c>J</c> of them.</summary>
    public IReadOnlyList<JointDescription> Joints { get; }

    /// <summary>The last solution of <see cref="SolveDown"/> and its next starting point, <c>[J]</c> rad.</summary>
    public double[] Angles { get; }

    /// <summary>Tool position of the last <see cref="Forward"/>, <c>[3]</c> m in the base frame.</summary>
    public ReadOnlySpan<double> Position => _position;

    /// <summary>Tool rotation of the last <see cref="Forward"/>, row-major <c>[3, 3]</c> in the base frame.</summary>
    public ReadOnlySpan<double> Rotation => _rotation;

    /// <summary>Turn of the tool about the vertical, rad, as <see cref="SolveDown"/> means it.</summary>
    public double Yaw => Math.Atan2(_rotation[3], _rotation[0]);

    /// <summary>Places the tool for the given angles <c>[J]</c>.</summary>
    public void Forward(ReadOnlySpan<double> angles)
    {
        _position.AsSpan().Clear();
        _rotation.AsSpan().Clear();
        _rotation[0] = _rotation[4] = _rotation[8] = 1;
        for (int i = 0; i < _chain.Length; i++)
        {
            JointDescription joint = _chain[i];
            Move(joint.Position, 1);
            Turn(joint.Rotation);
            int j = _jointOf[i];
            if (j < 0) continue;
            for (int r = 0; r < 3; r++)
            {
                _axes[3 * j + r] = Dot(r, joint.Axis);
                _anchors[3 * j + r] = _position[r];
            }
            if (joint.Kind == JointKind.Prismatic) Move(joint.Axis, angles[j]);
            else Turn(AboutAxis(joint.Axis, angles[j]));
        }
    }

    /// <summary>
    /// Brings the tool towards a pose in which it points down: at yaw 0 its x axis is the base's x axis.
    /// </summary>
    /// <param name="iterations">Steps of at most 0.2 rad per joint; when following a path a few do.</param>
    /// <returns>Distance that is left, m.</returns>
    public double SolveDown(double x, double y, double z, double yaw, int iterations)
    {
        var (s, c) = Math.SinCos(yaw);
        Span<double> wanted = [c, s, 0, s, -c, 0, 0, 0, -1], error = stackalloc double[6];
        for (int step = 0; step < iterations; step++)
        {
            Forward(Angles);
            FillJacobian();
            (error[0], error[1], error[2]) = (x - _position[0], y - _position[1], z - _position[2]);
            DampedLeastSquares.RotationError(_rotation, wanted, error[3..]);
            _step.Step(_jacobian, error, Angles);
        }
        Forward(Angles);
        return Math.Sqrt(Sq(x - _position[0]) + Sq(y - _position[1]) + Sq(z - _position[2]));

        static double Sq(double v) => v * v;
    }

    private void FillJacobian()
    {
        int n = Angles.Length;
        for (int k = 0; k < n; k++)
        {
            Span<double> axis = _axes.AsSpan(3 * k, 3), anchor = _anchors.AsSpan(3 * k, 3);
            bool slides = Joints[k].Kind == JointKind.Prismatic;
            double dx = _position[0] - anchor[0], dy = _position[1] - anchor[1], dz = _position[2] - anchor[2];
            _jacobian[k] = slides ? axis[0] : axis[1] * dz - axis[2] * dy;
            _jacobian[n + k] = slides ? axis[1] : axis[2] * dx - axis[0] * dz;
            _jacobian[2 * n + k] = slides ? axis[2] : axis[0] * dy - axis[1] * dx;
            for (int r = 0; r < 3; r++) _jacobian[(3 + r) * n + k] = slides ? 0 : axis[r];
        }
    }

    private double Dot(int row, double[] vector) =>
        _rotation[3 * row] * vector[0] + _rotation[3 * row + 1] * vector[1] + _rotation[3 * row + 2] * vector[2];

    private void Move(double[] direction, double distance)
    {
        for (int r = 0; r < 3; r++) _position[r] += distance * Dot(r, direction);
    }

    private void Turn(double[] by)
    {
        for (int r = 0; r < 3; r++)
            for (int c = 0; c < 3; c++)
                _scratch[3 * r + c] = _rotation[3 * r] * by[c] + _rotation[3 * r + 1] * by[3 + c] + _rotation[3 * r + 2] * by[6 + c];
        _scratch.CopyTo(_rotation, 0);
    }

    /// <summary>Rodrigues' formula.</summary>
    private double[] AboutAxis(double[] k, double angle)
    {
        var (s, c) = Math.SinCos(angle);
        double v = 1 - c;
        (_turn[0], _turn[1], _turn[2]) = (c + k[0] * k[0] * v, k[0] * k[1] * v - k[2] * s, k[0] * k[2] * v + k[1] * s);
        (_turn[3], _turn[4], _turn[5]) = (k[1] * k[0] * v + k[2] * s, c + k[1] * k[1] * v, k[1] * k[2] * v - k[0] * s);
        (_turn[6], _turn[7], _turn[8]) = (k[2] * k[0] * v - k[1] * s, k[2] * k[1] * v + k[0] * s, c + k[2] * k[2] * v);
        return _turn;
    }
}
