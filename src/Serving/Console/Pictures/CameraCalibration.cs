using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>
/// A camera that stands still: pinhole with plumb-bob distortion, in the terms of <c>sensor_msgs/CameraInfo</c> and REP 103
/// (optical frame: x right, y down, z forward; pixel centers at whole numbers).
/// </summary>
public sealed class CameraCalibration
{
    private readonly double[] _rotation, _position, _distortion;
    private readonly double _fx, _fy, _cx, _cy;

    /// <param name="matrix">Camera matrix <c>[3, 3]</c> in pixels, row-major.</param>
    /// <param name="distortion"><c>k1, k2, p1, p2, k3</c>; empty for none.</param>
    /// <param name="position">Optical center in the robot's frame, m.</param>
    /// <param name="quaternion">Orientation of the optical frame in the robot's frame: x, y, z, w.</param>
    /// <exception cref="ForewarnException">Numbers are missing, not finite, or no rotation.</exception>
    public CameraCalibration(string camera, int width, int height, double[] matrix, double[] distortion, double[] position, double[] quaternion)
    {
        Require(camera, "image size", width > 0 && height > 0, "positive width and height");
        Require(camera, "camera_matrix", matrix is [> 0, _, _, _, > 0, _, _, _, _] && matrix.All(double.IsFinite), "nine numbers, focal lengths above 0");
        Require(camera, "distortion", distortion.Length is 0 or 5 && distortion.All(double.IsFinite), "five numbers or none");
        Require(camera, "position", position.Length == 3 && position.All(double.IsFinite), "three numbers");
        double norm = Math.Sqrt(quaternion.Sum(q => q * q));
        Require(camera, "quaternion", quaternion.Length == 4 && Math.Abs(norm - 1) < 1e-2, "four numbers of length 1: x, y, z, w");
        (Camera, Width, Height, _position, _distortion) = (camera, width, height, position, distortion);
        (_fx, _fy, _cx, _cy) = (matrix[0], matrix[4], matrix[2], matrix[5]);
        var (x, y, z, w) = (quaternion[0] / norm, quaternion[1] / norm, quaternion[2] / norm, quaternion[3] / norm);
        _rotation =
        [
            1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w),
            2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w),
            2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y),
        ];
    }

    /// <summary>Name of the camera, as in observations.</summary>
    public string Camera { get; }

    /// <summary>Pixels for which the camera matrix holds.</summary>
    public int Width { get; }

    public int Height { get; }

    /// <summary>Where a point of the robot's frame is seen.</summary>
    /// <returns>Share of the picture's width and height from its top left edge, whatever the picture's resolution;
    /// null for a point behind the camera. Points beside the picture are below 0 or above 1.</returns>
    public (double U, double V)? Project(double x, double y, double z)
    {
        Span<double> d = [x - _position[0], y - _position[1], z - _position[2]];
        double right = At(0, d), down = At(1, d), forward = At(2, d);
        if (forward < 1e-6) return null;
        (double a, double b) = Distort(right / forward, down / forward);
        return ((_fx * a + _cx + 0.5) / Width, (_fy * b + _cy + 0.5) / Height);

        // The transposed rotation leads from the robot's frame into the optical one.
        double At(int column, Span<double> v) => _rotation[column] * v[0] + _rotation[3 + column] * v[1] + _rotation[6 + column] * v[2];
    }

    private (double, double) Distort(double a, double b)
    {
        if (_distortion.Length == 0) return (a, b);
        (double k1, double k2, double p1, double p2, double k3) = (_distortion[0], _distortion[1], _distortion[2], _distortion[3], _distortion[4]);
        double r2 = a * a + b * b, radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
        return (a * radial + 2 * p1 * a * b + p2 * (r2 + 2 * a * a), b * radial + p1 * (r2 + 2 * b * b) + 2 * p2 * a * b);
    }

    private static void Require(string camera, string what, bool holds, string wanted)
    {
        if (!holds) throw ForewarnException.Of($"camera '{camera}': {what}", "other numbers", wanted, "Correct the calibration file.", ExitCode.Usage);
    }
}
