using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>
/// Inverse kinematics of the 7-joint arm by <see cref="DampedLeastSquares"/>, iterated on a scratch state so that the
/// simulated one is never disturbed.
/// </summary>
internal sealed class ArmKinematics(MujocoModel model, int toolSite, double[] home) : IDisposable
{
    private const int Joints = 7;
    private const double LimitMargin = 0.02;

    private readonly MujocoData _scratch = new(model);
    private readonly double[] _position = new double[3 * model.Nv], _rotation = new double[3 * model.Nv];
    private readonly double[] _jacobian = new double[6 * Joints];
    private readonly DampedLeastSquares _step = new(home, Limits(model, 0, LimitMargin), Limits(model, 1, -LimitMargin));

    /// <summary>Joint angles <c>[7]</c>, rad: the last solution and the next starting point.</summary>
    public double[] Angles { get; } = (double[])home.Clone();

    public void Solve(double x, double y, double z, double[] rotation, int iterations)
    {
        Span<double> error = stackalloc double[6];
        for (int it = 0; it < iterations; it++)
        {
            Angles.CopyTo(_scratch.Qpos);
            _scratch.Kinematics();
            _scratch.ComPos();
            _scratch.SiteJacobian(toolSite, _position, _rotation);
            var p = _scratch.SiteXpos(toolSite);
            (error[0], error[1], error[2]) = (x - p[0], y - p[1], z - p[2]);
            DampedLeastSquares.RotationError(_scratch.SiteXmat(toolSite), rotation, error[3..]);
            for (int r = 0; r < 6; r++)
                (r < 3 ? _position : _rotation).AsSpan(r % 3 * model.Nv, Joints).CopyTo(_jacobian.AsSpan(r * Joints, Joints));
            _step.Step(_jacobian, error, Angles);
        }
    }

    private static double[] Limits(MujocoModel model, int side, double margin)
    {
        var range = model.Doubles("jnt_range");
        var limits = new double[Joints];
        for (int k = 0; k < Joints; k++) limits[k] = range[2 * k + side] + margin;
        return limits;
    }

    public void Dispose() => _scratch.Dispose();
}
