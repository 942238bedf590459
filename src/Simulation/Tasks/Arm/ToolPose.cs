namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>
/// Tool target in the base frame: position and rotation matrix (row-major 3x3). The tool points down; at yaw 0 its
/// x axis is the base's x axis.
/// </summary>
internal struct ToolPose
{
    public double X, Y, Z;
    public double[] Rotation;

    public static ToolPose Down(double x, double y, double z, double yaw)
    {
        double c = Math.Cos(yaw), s = Math.Sin(yaw);
        return new() { X = x, Y = y, Z = z, Rotation = [c, s, 0, s, -c, 0, 0, 0, -1] };
    }

    public readonly double Yaw => Math.Atan2(Rotation[3], Rotation[0]);

    /// <summary>This pose moved by a displacement and turned by a rotation vector, both in the base frame.</summary>
    public readonly ToolPose Moved(double dx, double dy, double dz, double rx, double ry, double rz)
    {
        double angle = Math.Sqrt(rx * rx + ry * ry + rz * rz);
        var r = (double[])Rotation.Clone();
        if (angle > 1e-12)
        {
            double kx = rx / angle, ky = ry / angle, kz = rz / angle, c = Math.Cos(angle), s = Math.Sin(angle), v = 1 - c;
            double[] turn =
            [
                c + kx * kx * v, kx * ky * v - kz * s, kx * kz * v + ky * s,
                ky * kx * v + kz * s, c + ky * ky * v, ky * kz * v - kx * s,
                kz * kx * v - ky * s, kz * ky * v + kx * s, c + kz * kz * v,
            ];
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++)
                    r[3 * i + j] = turn[3 * i] * Rotation[j] + turn[3 * i + 1] * Rotation[3 + j] + turn[3 * i + 2] * Rotation[6 + j];
        }
        return new() { X = X + dx, Y = Y + dy, Z = Z + dz, Rotation = r };
    }
}
