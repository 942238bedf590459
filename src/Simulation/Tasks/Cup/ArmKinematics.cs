using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>
/// Damped least-squares inverse kinematics of the 7-joint arm with a null-space pull towards home, iterated on a
/// scratch state so that the simulated one is never disturbed.
/// </summary>
internal sealed class ArmKinematics(MujocoModel model, int toolSite, double[] home) : IDisposable
{
    private const int Joints = 7;
    private const double Damping = 1e-4, HomePull = 0.05, MaxJointStep = 0.2, LimitMargin = 0.02;

    private readonly MujocoData _scratch = new(model);
    private readonly double[] _position = new double[3 * model.Nv], _rotation = new double[3 * model.Nv];
    private readonly double[] _limits = model.Doubles("jnt_range").ToArray();

    /// <summary>Joint angles <c>[7]</c>, rad: the last solution and the next starting point.</summary>
    public double[] Angles { get; } = (double[])home.Clone();

    public void Solve(double x, double y, double z, double[] rotation, int iterations)
    {
        int nv = model.Nv;
        Span<double> error = stackalloc double[6], system = stackalloc double[42];
        for (int it = 0; it < iterations; it++)
        {
            Angles.CopyTo(_scratch.Qpos);
            _scratch.Kinematics();
            _scratch.ComPos();
            _scratch.SiteJacobian(toolSite, _position, _rotation);
            var p = _scratch.SiteXpos(toolSite);
            (error[0], error[1], error[2]) = (x - p[0], y - p[1], z - p[2]);
            RotationError(_scratch.SiteXmat(toolSite), rotation, error);
            for (int r = 0; r < 6; r++)
            {
                for (int c = 0; c < 6; c++)
                {
                    double sum = r == c ? Damping : 0;
                    for (int k = 0; k < Joints; k++) sum += Jacobian(r, k) * Jacobian(c, k);
                    system[r * 7 + c] = sum;
                }
                double residual = error[r];
                for (int k = 0; k < Joints; k++) residual -= Jacobian(r, k) * HomePull * (home[k] - Angles[k]);
                system[r * 7 + 6] = residual;
            }
            GaussJordan(system);
            for (int k = 0; k < Joints; k++)
            {
                double step = HomePull * (home[k] - Angles[k]);
                for (int r = 0; r < 6; r++) step += Jacobian(r, k) * system[r * 7 + 6];
                double next = Angles[k] + Math.Clamp(step, -MaxJointStep, MaxJointStep);
                Angles[k] = Math.Clamp(next, _limits[2 * k] + LimitMargin, _limits[2 * k + 1] - LimitMargin);
            }
        }

        double Jacobian(int row, int joint) => row < 3 ? _position[row * nv + joint] : _rotation[(row - 3) * nv + joint];
    }

    /// <summary>Half the sum of the cross products of matching axes: a small-angle rotation vector in the base frame.</summary>
    private static void RotationError(ReadOnlySpan<double> actual, double[] wanted, Span<double> error)
    {
        error[3] = error[4] = error[5] = 0;
        for (int c = 0; c < 3; c++)
        {
            double ax = actual[c], ay = actual[3 + c], az = actual[6 + c], wx = wanted[c], wy = wanted[3 + c], wz = wanted[6 + c];
            error[3] += 0.5 * (ay * wz - az * wy);
            error[4] += 0.5 * (az * wx - ax * wz);
            error[5] += 0.5 * (ax * wy - ay * wx);
        }
    }

    private static void GaussJordan(Span<double> a)
    {
        for (int i = 0; i < 6; i++)
        {
            int pivot = i;
            for (int r = i + 1; r < 6; r++) if (Math.Abs(a[r * 7 + i]) > Math.Abs(a[pivot * 7 + i])) pivot = r;
            if (pivot != i) for (int c = 0; c < 7; c++) (a[i * 7 + c], a[pivot * 7 + c]) = (a[pivot * 7 + c], a[i * 7 + c]);
            double d = a[i * 7 + i];
            for (int c = i; c < 7; c++) a[i * 7 + c] /= d;
            for (int r = 0; r < 6; r++)
            {
                if (r == i) continue;
                double f = a[r * 7 + i];
                for (int c = i; c < 7; c++) a[r * 7 + c] -= f * a[i * 7 + c];
            }
        }
    }

    public void Dispose() => _scratch.Dispose();
}
