namespace Forewarn.Core;

/// <summary>
/// One step of inverse kinematics: damped least squares (Nakamura and Hanafusa, 1986; Wampler, 1986) with a null-space
/// pull towards a home posture, inside of the joint limits. Allocates nothing.
/// </summary>
/// <param name="home">Posture <c>[J]</c> that redundancy is resolved towards, rad.</param>
/// <param name="lower">Least angles <c>[J]</c>, rad.</param>
/// <param name="upper">Largest angles <c>[J]</c>, rad.</param>
public sealed class DampedLeastSquares(double[] home, double[] lower, double[] upper)
{
    private const int Rows = 6;
    private const double Damping = 1e-4, HomePull = 0.05, MaxJointStep = 0.2;

    /// <summary>Moves <paramref name="angles"/> so that <paramref name="error"/> shrinks, by at most 0.2 rad each.</summary>
    /// <param name="jacobian"><c>[6, J]</c>: how the tool moves and turns per joint, in the base frame.</param>
    /// <param name="error"><c>[6]</c>: what is missing to the wanted pose, m and rad (rotation vector).</param>
    /// <param name="angles"><c>[J]</c>, rad.</param>
    public void Step(ReadOnlySpan<double> jacobian, ReadOnlySpan<double> error, Span<double> angles)
    {
        int n = angles.Length;
        Span<double> system = stackalloc double[Rows * (Rows + 1)];
        for (int r = 0; r < Rows; r++)
        {
            for (int c = 0; c < Rows; c++)
            {
                double sum = r == c ? Damping : 0;
                for (int k = 0; k < n; k++) sum += jacobian[r * n + k] * jacobian[c * n + k];
                system[r * 7 + c] = sum;
            }
            double residual = error[r];
            for (int k = 0; k < n; k++) residual -= jacobian[r * n + k] * HomePull * (home[k] - angles[k]);
            system[r * 7 + 6] = residual;
        }
        Eliminate(system);
        for (int k = 0; k < n; k++)
        {
            double step = HomePull * (home[k] - angles[k]);
            for (int r = 0; r < Rows; r++) step += jacobian[r * n + k] * system[r * 7 + 6];
            double next = angles[k] + Math.Clamp(step, -MaxJointStep, MaxJointStep);
            angles[k] = Math.Clamp(next, lower[k], upper[k]);
        }
    }

    /// <summary>
    /// Half the sum of the cross products of matching axes of two row-major <c>[3, 3]</c> rotations: for small angles the
    /// rotation vector that leads from one to the other, in the base frame.
    /// </summary>
    public static void RotationError(ReadOnlySpan<double> actual, ReadOnlySpan<double> wanted, Span<double> error)
    {
        error[0] = error[1] = error[2] = 0;
        for (int c = 0; c < 3; c++)
        {
            double ax = actual[c], ay = actual[3 + c], az = actual[6 + c], wx = wanted[c], wy = wanted[3 + c], wz = wanted[6 + c];
            error[0] += 0.5 * (ay * wz - az * wy);
            error[1] += 0.5 * (az * wx - ax * wz);
            error[2] += 0.5 * (ax * wy - ay * wx);
        }
    }

    /// <summary>Gauss-Jordan with partial pivoting on <c>[6, 7]</c>; the last column becomes the solution.</summary>
    private static void Eliminate(Span<double> a)
    {
        for (int i = 0; i < Rows; i++)
        {
            int pivot = i;
            for (int r = i + 1; r < Rows; r++) if (Math.Abs(a[r * 7 + i]) > Math.Abs(a[pivot * 7 + i])) pivot = r;
            if (pivot != i) for (int c = 0; c < 7; c++) (a[i * 7 + c], a[pivot * 7 + c]) = (a[pivot * 7 + c], a[i * 7 + c]);
            double d = a[i * 7 + i];
            for (int c = i; c < 7; c++) a[i * 7 + c] /= d;
            for (int r = 0; r < Rows; r++)
            {
                if (r == i) continue;
                double f = a[r * 7 + i];
                for (int c = i; c < 7; c++) a[r * 7 + c] -= f * a[i * 7 + c];
            }
        }
    }
}
